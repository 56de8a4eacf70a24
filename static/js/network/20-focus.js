// Narrows the network to an actor and its neighbours, to a type of relation, to a year; the table follows. What was chosen stands in the address.
(() => {
  "use strict";

  const svg = document.querySelector("svg.net");
  const bar = document.querySelector(".network .controls");
  if (!svg || !bar) {
    return;
  }
  const [actor, ties, dated, year] = ["actor", "ties", "dated", "year"].map((name) => bar.querySelector(`[name=${name}]`));
  const output = bar.querySelector("output");
  const status = bar.querySelector("[role=status]");
  const layer = svg.querySelector("g.all");
  const nodes = new Map(Array.from(svg.querySelectorAll(".node"), (node) => [node.dataset.actor, node]));
  const edges = Array.from(svg.querySelectorAll(".edge"));
  const rows = Array.from(document.querySelectorAll("table.relations.all tbody tr"));

  function covers(span, wanted) {
    const [first, last] = (span ?? "").split(" ");
    return first !== undefined && last !== undefined
      && (first === "*" || Number(first) <= wanted) && (last === "*" || wanted <= Number(last));
  }

  // Whether a relation is of the type and in the year that are chosen: `yes`, `perhaps` or nothing.
  function answer({ dataset }) {
    if (ties.value !== "" && dataset.type !== ties.value && dataset.family !== ties.value) {
      return "";
    }
    if (!dated?.checked || covers(dataset.sure, Number(year.value))) {
      return "yes";
    }
    return covers(dataset.perhaps, Number(year.value)) ? "perhaps" : "";
  }

  const touches = ({ dataset }) => actor.value === "" || dataset.from === actor.value || dataset.to === actor.value;

  // Says below each neighbour what the chosen actor is to it.
  function tell(shown) {
    layer.querySelectorAll(".what").forEach((text) => text.remove());
    const words = new Map();
    for (const { dataset } of actor.value === "" ? [] : shown) {
      const type = Array.from(ties.options).find((option) => option.value === dataset.type);
      const [id, said] = dataset.from === actor.value ? [dataset.to, type.dataset.words] : [dataset.from, type.dataset.inverse];
      words.set(id, (words.get(id) ?? new Set()).add(said));
    }
    for (const [id, said] of words) {
      const box = nodes.get(id).querySelector("rect").getBBox();
      const text = document.createElementNS(svg.namespaceURI, "text");
      text.setAttribute("class", "what");
      text.setAttribute("x", box.x + box.width / 2);
      text.setAttribute("y", box.y + box.height + 13);
      text.textContent = Array.from(said).join(" · ");
      layer.append(text);
    }
  }

  function around(near) {
    const boxes = Array.from(near, (id) => nodes.get(id).querySelector("rect").getBBox());
    const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
    const right = Math.max(...boxes.map((box) => box.x + box.width));
    const bottom = Math.max(...boxes.map((box) => box.y + box.height));
    return { x, y, width: right - x, height: bottom - y };
  }

  function narrow() {
    const near = new Set(actor.value === "" ? [] : [actor.value]);
    const tied = new Set(near);
    const shown = [];
    let perhaps = false;
    for (const edge of edges) {
      const fits = answer(edge);
      const mine = fits !== "" && touches(edge);
      edge.classList.toggle("off", fits === "");
      edge.classList.toggle("perhaps", fits === "perhaps");
      edge.classList.toggle("far", fits !== "" && !mine);
      if (fits !== "") {
        [edge.dataset.from, edge.dataset.to].forEach((id) => tied.add(id));
      }
      if (mine) {
        shown.push(edge);
        perhaps ||= fits === "perhaps";
        [edge.dataset.from, edge.dataset.to].forEach((id) => near.add(id));
      }
    }
    for (const [id, node] of nodes) {
      node.classList.toggle("chosen", id === actor.value);
      node.classList.toggle("far", actor.value === "" ? !tied.has(id) : !near.has(id));
    }
    for (const row of rows) {
      row.hidden = answer(row) === "" || !touches(row);
    }
    tell(shown);
    if (output) {
      output.textContent = year.value;
      bar.classList.toggle("timed", dated.checked);
    }
    const count = (number) => number.toLocaleString(document.documentElement.lang || undefined);
    const words = actor.value === "" ? status.dataset.words : status.dataset.named.replace("{name}", actor.selectedOptions[0].textContent);
    const said = words.replace("{shown}", count(shown.length)).replace("{all}", count(edges.length));
    status.textContent = [said, perhaps ? status.dataset.perhaps : ""].filter(Boolean).join(" · ");
    if (actor.value !== "") {
      svg.dispatchEvent(new CustomEvent("show", { detail: around(near) }));
    }
  }

  function keep() {
    const query = new URLSearchParams(location.search);
    const chosen = { actor: actor.value, ties: ties.value, year: dated?.checked ? year.value : "" };
    for (const [name, value] of Object.entries(chosen)) {
      if (value === "") {
        query.delete(name);
      } else {
        query.set(name, value);
      }
    }
    const text = query.toString();
    try {
      history.replaceState(null, "", `${location.pathname}${text && `?${text}`}${location.hash}`);
    } catch {
      // A browser that lets no file change its address narrows all the same.
    }
  }

  function change() {
    narrow();
    keep();
  }

  function choose(id) {
    actor.value = id;
    change();
  }

  function clear() {
    actor.value = "";
    ties.value = "";
    if (dated) {
      dated.checked = false;
      year.value = year.max;
    }
    change();
  }

  const query = new URLSearchParams(location.search);
  for (const field of [actor, ties]) {
    field.value = query.get(field.name) ?? "";
    if (field.selectedIndex === -1) {
      field.value = "";
    }
  }
  if (dated) {
    dated.checked = /^-?\d+$/.test(query.get("year") ?? "");
    year.value = dated.checked ? query.get("year") : year.max;
    dated.addEventListener("change", change);
    year.addEventListener("input", () => {
      dated.checked = true;
      change();
    });
  }
  actor.addEventListener("change", change);
  ties.addEventListener("change", change);
  bar.querySelector(".reset").addEventListener("click", clear);
  svg.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const id = event.target.closest(".node")?.dataset.actor;
    // The second time, the link leads to the actor's page.
    if (plain && id !== actor.value && (id || actor.value !== "")) {
      event.preventDefault();
      choose(id ?? "");
    }
  });
  svg.parentElement.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && actor.value !== "") {
      choose("");
    }
  });
  document.querySelector(".network .hint").hidden = false;
  bar.hidden = false;
  narrow();
})();
