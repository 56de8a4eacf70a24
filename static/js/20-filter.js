// Narrows a register or a timeline to what a reader looks for. What was chosen stands in the page's address, so that it can be kept and passed on.
(() => {
  "use strict";

  // Letters alone: accents, vowel signs and case make no difference.
  const plain = (text) => text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase();

  const ROW = "tr:not(.group), .event";

  function setUp(bar, list) {
    const fields = Array.from(bar.querySelectorAll("[name]"));
    const chosen = fields.filter((field) => field.name !== "sort" && field.name !== "words");
    const words = bar.querySelector("[name=words]");
    const order = bar.querySelector("[name=sort]");
    const status = bar.querySelector("[role=status]");
    const groups = Array.from(list.querySelectorAll("tbody, section"));
    const jumps = Array.from(document.querySelectorAll(".jumps a"));
    const rows = groups.flatMap((group) => Array.from(group.querySelectorAll(ROW)));
    const entries = rows.map((row, i) => ({ row, entry: row.dataset.entry ?? String(i), text: plain(row.textContent) }));
    const all = new Set(entries.map((entry) => entry.entry)).size;

    function matches(entry, wanted) {
      return wanted.every((word) => entry.text.includes(word))
        && chosen.every((field) => field.value === "" || (entry.row.dataset[field.name] ?? "").split(" ").includes(field.value));
    }

    function narrow() {
      const wanted = plain(words.value).split(/\s+/).filter(Boolean);
      const shown = new Set();
      for (const entry of entries) {
        // One entry under several headings is one, once the headings are gone.
        const twice = order && order.value !== "" && shown.has(entry.entry);
        const fits = !twice && matches(entry, wanted);
        entry.row.hidden = !fits;
        if (fits) {
          shown.add(entry.entry);
        }
      }
      for (const group of groups) {
        const empty = !Array.from(group.querySelectorAll(ROW)).some((row) => !row.hidden);
        group.hidden = empty;
        jumps.filter((jump) => jump.hash === `#${group.id}`).forEach((jump) => { jump.parentElement.hidden = empty; });
      }
      // Western digits, as everywhere on the page.
      const count = (number) => number.toLocaleString(`${document.documentElement.lang || "en"}-u-nu-latn`);
      const said = status.dataset.words.replace("{shown}", count(shown.size)).replace("{all}", count(all));
      status.textContent = shown.size > 0 ? said : `${said}. ${status.dataset.none}`;
      list.dispatchEvent(new CustomEvent("narrowed", { detail: { narrower: fields.some((field) => field.value !== "") } }));
    }

    function keep() {
      const query = new URLSearchParams(location.search);
      for (const field of fields) {
        if (field.value === "") {
          query.delete(field.name);
        } else {
          query.set(field.name, field.value);
        }
      }
      const text = query.toString();
      try {
        history.replaceState(null, "", `${location.pathname}${text && `?${text}`}${location.hash}`);
      } catch {
        // A browser that lets no file change its address filters all the same.
      }
    }

    const sort = () => list.dispatchEvent(new CustomEvent("sort", {
      detail: { key: order.value.replace(/^-/, ""), descending: order.value.startsWith("-") },
    }));

    function change() {
      keep();
      narrow();
    }

    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = query.get(field.name) ?? "";
      if (field.selectedIndex === -1) {
        field.value = "";
      }
    }
    list.addEventListener("sorted", (event) => {
      order.value = (event.detail.descending ? "-" : "") + event.detail.key;
      change();
    });
    words.addEventListener("input", change);
    chosen.forEach((field) => field.addEventListener("change", change));
    order?.addEventListener("change", sort);
    bar.querySelector("button").addEventListener("click", () => {
      fields.forEach((field) => { field.value = ""; });
      if (order) {
        sort();
      } else {
        change();
      }
    });
    bar.hidden = false;
    if (order && order.value !== "") {
      sort();
    } else {
      narrow();
    }
  }

  const bar = document.querySelector(".filter");
  const list = document.querySelector("table.register, .dated");
  if (bar && list) {
    setUp(bar, list);
  }
})();
