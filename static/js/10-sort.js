// Sorts a register by the headings of its columns. What is not known, and grades that are none, stand last in both directions.
(() => {
  "use strict";

  const FALLING = ["date", "number"];

  const collator = (() => {
    const options = { numeric: true, sensitivity: "base" };
    try {
      return new Intl.Collator(document.documentElement.lang, options);
    } catch {
      return new Intl.Collator("en", options);
    }
  })();

  // A cell's key: what stands outside the order is not compared with what stands in it.
  function keyOf(cell, kind) {
    const text = cell.dataset.v ?? (cell.querySelector("a") ?? cell).textContent.trim();
    if (text === "" || text.startsWith("x") && kind === "grade") {
      return { outside: true, value: text };
    }
    if (kind === "number" && cell.dataset.v !== undefined) {
      return { outside: false, value: Number(cell.dataset.v) };
    }
    return { outside: false, value: kind === "text" ? text.replace(/^[^\p{L}\p{N}]+/u, "") : Number(text.replace(/\D/g, "")) };
  }

  function compare(a, b, descending) {
    if (a.outside || b.outside) {
      return a.outside - b.outside || (a.value < b.value ? -1 : Number(a.value > b.value));
    }
    const order = typeof a.value === "number" ? a.value - b.value : collator.compare(a.value, b.value);
    return descending ? -order : order;
  }

  function setUp(table) {
    const heads = Array.from(table.tHead.rows[0].cells);
    const groups = Array.from(table.tBodies);
    const rows = groups.flatMap((group) => Array.from(group.rows).filter((row) => !row.matches(".group")));
    const homes = new Map(rows.map((row) => [row, row.parentElement]));
    const flat = document.createElement("tbody");
    const jumps = document.querySelector(".jumps");

    // `key` is the column's; without one, everything goes back to where it was.
    function sort(key, descending) {
      const column = heads.findIndex((head) => head.dataset.key === key);
      heads.forEach((head) => head.removeAttribute("aria-sort"));
      if (column < 0) {
        rows.forEach((row) => homes.get(row).append(row));
        flat.remove();
      } else {
        const kind = heads[column].dataset.sort;
        const keyed = rows.map((row) => ({ row, key: keyOf(row.cells[column], kind) }));
        keyed.sort((a, b) => compare(a.key, b.key, descending));
        flat.append(...keyed.map((entry) => entry.row));
        table.append(flat);
        heads[column].setAttribute("aria-sort", descending ? "descending" : "ascending");
      }
      groups.forEach((group) => { group.hidden = column >= 0; });
      if (jumps) {
        jumps.hidden = column >= 0;
      }
      table.dispatchEvent(new CustomEvent("sorted", { detail: { key: column < 0 ? "" : key, descending } }));
    }

    heads.filter((head) => head.dataset.sort).forEach((head) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const first = FALLING.includes(head.dataset.sort);
        const now = head.getAttribute("aria-sort");
        if (now === null) {
          sort(head.dataset.key, first);
        } else if ((now === "descending") === first) {
          sort(head.dataset.key, !first);
        } else {
          sort("", false);
        }
      });
    });
    table.addEventListener("sort", (event) => sort(event.detail.key, event.detail.descending));
  }

  document.querySelectorAll("table.register").forEach(setUp);
})();
