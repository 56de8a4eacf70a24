// Marks in the list "on this page" what is being read; beside the text the list stands open.
(() => {
  "use strict";

  const list = document.querySelector(".toc details");
  if (!list) {
    return;
  }
  const wide = matchMedia("(min-width: 60rem)");
  const links = new Map(Array.from(list.querySelectorAll("a"), (link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const places = Array.from(links.keys(), (id) => document.getElementById(id)).filter(Boolean);
  const above = new Set();

  function unfold() {
    list.open = wide.matches;
    list.querySelector("summary").tabIndex = wide.matches ? -1 : 0;
  }

  // The last heading that has passed the upper third of the window is the one that is being read.
  function mark(entries) {
    for (const entry of entries) {
      above[entry.isIntersecting ? "add" : "delete"](entry.target);
    }
    const current = places.findLast((place) => above.has(place));
    for (const [id, link] of links) {
      if (id === current?.id) {
        link.setAttribute("aria-current", "location");
      } else {
        link.removeAttribute("aria-current");
      }
    }
  }

  const observer = new IntersectionObserver(mark, { rootMargin: "99999999px 0px -66%" });
  places.forEach((place) => observer.observe(place));
  list.querySelector("ol").addEventListener("click", () => { list.open = wide.matches; });
  wide.addEventListener("change", unfold);
  if (wide.matches) {
    unfold();
  }
})();
