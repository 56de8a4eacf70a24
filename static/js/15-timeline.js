// Draws in a timeline's overview what its list is narrowed to, and keeps the choice on the way to other years.
(() => {
  "use strict";

  const list = document.querySelector(".dated");
  if (!list || !document.querySelector(".filter")) {
    return;
  }
  const overviews = Array.from(document.querySelectorAll(".overview"));

  // The shown rows of each month of a list, from 1; at 0 those whose month is not known.
  function monthsOf(section) {
    const months = new Array(13).fill(0);
    for (const row of section.querySelectorAll(".event")) {
      months[Number(row.dataset.m)] += row.hidden ? 0 : 1;
    }
    return months;
  }

  const mirrored = document.documentElement.dir === "rtl";

  // Columns as those of the whole, but lower.
  function draw(link, columns, unit, line, narrower) {
    const svg = link.querySelector("svg");
    svg.querySelector(".some")?.remove();
    const path = svg.querySelector(".line").cloneNode();
    const x = (i) => (mirrored ? columns.length - 1 - i : i);
    path.setAttribute("class", "some");
    path.setAttribute("d", columns.map((n, i) => (n > 0 ? `M${x(i)} ${line}v${-n * unit}h1v${n * unit}z` : "")).join(""));
    if (narrower) {
      svg.querySelector(".line").before(path);
    }
    const count = columns.all;
    const number = link.querySelector("b");
    number.dataset.all ??= number.textContent;
    number.textContent = narrower && String(count) !== number.dataset.all ? `${count} / ${number.dataset.all}` : number.dataset.all;
  }

  // What the list of a link's events is narrowed to, by month; nothing where the list is not all on this page.
  function columnsOf(link) {
    const isHere = link.hasAttribute("aria-current") || link.dataset.month !== undefined;
    const home = link.hash.startsWith("#y") ? document.getElementById(link.hash.slice(1)) : isHere && list;
    if (!home || document.querySelector(".pager")) {
      return undefined;
    }
    const months = monthsOf(home);
    const columns = link.dataset.month === undefined ? months.slice(1) : [months[Number(link.dataset.month)]];
    columns.all = link.dataset.month === undefined ? months.reduce((a, b) => a + b) : columns[0];
    return columns;
  }

  function show(narrower) {
    for (const overview of overviews) {
      const { unit, above } = overview.dataset;
      const links = unit ? Array.from(overview.querySelectorAll("a")) : [];
      for (const link of links) {
        const columns = columnsOf(link);
        link.classList.toggle("narrowing", narrower && columns !== undefined);
        if (columns) {
          draw(link, columns, Number(unit), Number(above), narrower);
        }
      }
    }
    // Other years take the same choice.
    for (const link of document.querySelectorAll(".overview a, .pager a, .neighbours a, .year > h2 a")) {
      if (!link.getAttribute("href").startsWith("#")) {
        link.search = location.search;
      }
    }
  }

  list.addEventListener("narrowed", (event) => show(event.detail.narrower));
})();
