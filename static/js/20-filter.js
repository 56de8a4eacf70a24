// Narrows a register to what a reader looks for. What was chosen stands in the page's address, so that it can be kept and passed on.
(() => {
  "use strict";

  // Letters alone: accents, vowel signs and case make no difference.
  const plain = (text) => text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase();

  function setUp(bar, table) {
    const fields = Array.from(bar.querySelectorAll("[name]"));
    const chosen = fields.filter((field) => field.name !== "sort" && field.name !== "words");
    const words = bar.querySelector("[name=words]");
    const order = bar.querySelector("[name=sort]");
    const status = bar.querySelector("[role=status]");
    const groups = Array.from(table.tBodies);
    const jumps = Array.from(document.querySelectorAll(".jumps a"));
    const rows = Array.from(table.querySelectorAll("tbody tr:not(.group)"));
    const entries = rows.map((row, i) => ({ row, entry: row.dataset.entry ?? String(i), text: plain(row.textContent) }));
    const all = new Set(entries.map((entry) => entry.entry)).size;

    function matches(entry, wanted) {
      return wanted.every((word) => entry.text.includes(word))
        && chosen.every((field) => field.value === "" || entry.row.dataset[field.name].split(" ").includes(field.value));
    }

    function narrow() {
      const wanted = plain(words.value).split(/\s+/).filter(Boolean);
      const shown = new Set();
      for (const entry of entries) {
        // One entry under several headings is one, once the headings are gone.
        const twice = order.value !== "" && shown.has(entry.entry);
        const fits = !twice && matches(entry, wanted);
        entry.row.hidden = !fits;
        if (fits) {
          shown.add(entry.entry);
        }
      }
      for (const group of groups) {
        const empty = !group.querySelector("tr:not(.group, [hidden])");
        group.hidden = empty;
        jumps.filter((jump) => jump.hash === `#${group.id}`).forEach((jump) => { jump.parentElement.hidden = empty; });
      }
      // Western digits, as everywhere on the page.
      const count = (number) => number.toLocaleString(`${document.documentElement.lang || "en"}-u-nu-latn`);
      const said = status.dataset.words.replace("{shown}", count(shown.size)).replace("{all}", count(all));
      status.textContent = shown.size > 0 ? said : `${said}. ${status.dataset.none}`;
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

    const sort = () => table.dispatchEvent(new CustomEvent("sort", {
      detail: { key: order.value.replace(/^-/, ""), descending: order.value.startsWith("-") },
    }));

    function change() {
      narrow();
      keep();
    }

    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = query.get(field.name) ?? "";
      if (field.selectedIndex === -1) {
        field.value = "";
      }
    }
    table.addEventListener("sorted", (event) => {
      order.value = (event.detail.descending ? "-" : "") + event.detail.key;
      change();
    });
    words.addEventListener("input", change);
    chosen.forEach((field) => field.addEventListener("change", change));
    order.addEventListener("change", sort);
    bar.querySelector("button").addEventListener("click", () => {
      fields.forEach((field) => { field.value = ""; });
      sort();
    });
    bar.hidden = false;
    if (order.value !== "") {
      sort();
    } else {
      narrow();
    }
  }

  const bar = document.querySelector(".filter");
  const table = document.querySelector("table.register");
  if (bar && table) {
    setUp(bar, table);
  }
})();
