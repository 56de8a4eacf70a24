// The search page: what is asked for and chosen stands in the address; results are grouped by type, the group with the best first.
(() => {
  "use strict";

  const search = globalThis.sourcebookSearch;
  const form = document.querySelector("form.search[data-index]");
  if (!form) {
    return;
  }
  const results = document.querySelector(".results");
  const instead = document.querySelector(".instead");
  const status = form.querySelector("[role=status]");
  const { q, from, to } = form.elements;
  const boxes = Array.from(form.querySelectorAll("[name=type]"));
  const words = form.dataset;
  const label = (type) => form.querySelector(`[value="${type}"] ~ .name`).textContent;
  const count = (number) => number.toLocaleString(`${document.documentElement.lang || "en"}-u-nu-latn`);
  const [FIRST, MORE] = [5, 20];
  let opened;
  let turn = 0;
  let watcher;

  function element(name, className, ...content) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  }

  // Registers can be narrowed without an index.
  function narrowRegisters() {
    for (const link of instead.querySelectorAll("a")) {
      const address = new URL(link.href);
      address.search = q.value.trim() && new URLSearchParams({ words: q.value.trim() });
      link.href = address;
    }
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    for (const field of [q, from, to]) {
      field.value = asked.get(field.name) ?? "";
    }
    boxes.forEach((box) => { box.checked = asked.getAll("type").includes(box.value); });
  }

  function keep() {
    const asked = new URLSearchParams(new FormData(form));
    for (const [name, value] of Array.from(asked)) {
      if (value.trim() === "") {
        asked.delete(name);
      }
    }
    const text = asked.toString();
    history.replaceState(null, "", `${location.pathname}${text && `?${text}`}`);
  }

  function grade(index, { grade }) {
    const all = index.grades[grade] ?? "";
    const letter = element("b", "", grade);
    letter.setAttribute("aria-hidden", "true");
    const mark = element("span", `grade short grade-${grade.toLowerCase()}`, letter, element("span", "hidden", ` (${all})`));
    mark.title = all;
    return mark;
  }

  function name(text, lang, isFound) {
    const made = search.put(element("bdi", ""), text, isFound);
    if (lang) {
      made.lang = lang;
    }
    return made;
  }

  // One result; an excerpt comes from the page itself, once the result is in sight.
  function item(index, result, isFound) {
    const link = element("a", `hit to-${index.type(result.number)}`, name(result.title, result.lang, isFound));
    link.href = words.root + result.href;
    const head = element("p", "title", link);
    if (result.grade) {
      head.append(" ", grade(index, result));
    }
    const about = [result.kind, result.when].filter(Boolean);
    head.append(...about.map((text) => search.put(element("span", "about"), text, isFound)));
    const made = element("li", "", head);
    const names = result.names.filter((other) => search.around(other, isFound));
    if (names.length > 0) {
      const also = element("p", "also", `${words.also} `);
      names.slice(0, 3).forEach((other, i) => also.append(i > 0 ? words.comma : "", name(other, "", isFound)));
      made.append(also);
    }
    if (result.summary) {
      const summary = search.put(element("p", "summary", ""), result.summary, isFound);
      summary.dir = "auto";
      made.append(summary);
    }
    const shown = [result.title, result.summary, ...names];
    if (!result.href.includes("#") && !shown.some((text) => search.around(text, isFound))) {
      made.dataset.page = link.href;
      watcher.observe(made);
    }
    return made;
  }

  function watch(isFound) {
    watcher?.disconnect();
    watcher = new IntersectionObserver((entries) => {
      for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
        watcher.unobserve(target);
        search.excerpt(target.dataset.page, isFound).then((text) => {
          if (text) {
            const excerpt = search.put(element("p", "excerpt", ""), text, isFound);
            excerpt.dir = "auto";
            target.append(excerpt);
          }
        });
      }
    }, { rootMargin: "200px" });
  }

  async function group(index, type, hits, isFound, isOnly) {
    const title = element("h2", "", label(type), " ", element("span", "tally", count(hits.length)));
    title.id = `found-${type}`;
    const list = element("ol", "hits");
    const section = element("section", "", title, list);
    section.setAttribute("aria-labelledby", title.id);
    const button = element("button", "more");
    button.type = "button";
    let shown = 0;
    async function add(number) {
      const next = hits.slice(shown, shown + number);
      shown += next.length;
      const found = await Promise.all(next.map((hit) => index.result(hit.number)));
      const items = found.map((result) => item(index, result, isFound));
      list.append(...items);
      button.textContent = words.more.replace("{count}", count(Math.min(MORE, hits.length - shown)));
      button.hidden = shown >= hits.length;
      return items[0];
    }
    button.addEventListener("click", () => add(MORE).then((first) => first?.querySelector("a").focus()));
    await add(isOnly ? MORE : FIRST);
    if (!button.hidden) {
      section.append(button);
    }
    return section;
  }

  // What fits the years, and of each type how many.
  async function narrow(index, hits) {
    const [first, last] = [from.value === "" ? -Infinity : Number(from.value), to.value === "" ? Infinity : Number(to.value)];
    let fits = hits;
    if (from.value !== "" || to.value !== "") {
      const years = await index.years();
      fits = hits.filter(({ number }) => years[number] && years[number][0] <= last && years[number][1] >= first);
    }
    const byType = new Map();
    for (const hit of fits) {
      const type = index.type(hit.number);
      if (!byType.has(type)) {
        byType.set(type, []);
      }
      byType.get(type).push(hit);
    }
    return byType;
  }

  function say(answer, types) {
    const sum = types.reduce((sum, [, hits]) => sum + hits.length, 0);
    const said = [];
    for (const { word, instead } of answer.words.filter((word) => word.instead.length > 0)) {
      said.push(words.instead.replace("{word}", word).replace("{others}", instead.join(", ")));
    }
    if (answer.isCommon) {
      said.push(words.common);
    }
    if (answer.isAny && sum > 0) {
      said.push(words.any);
    }
    said.push(sum === 0 ? words.none : words.found.replace("{count}", count(sum)));
    status.textContent = said.join(" ");
  }

  async function show(mine, isAgain = false) {
    results.setAttribute("aria-busy", "true");
    try {
      opened ??= search.open(words.index);
      const index = await opened;
      const answer = await search.ask(index, q.value);
      const byType = await narrow(index, answer.results);
      const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
      const types = Array.from(byType).filter(([type]) => chosen.length === 0 || chosen.includes(type));
      const isFound = search.marker(index, answer.words.some((word) => !word.isCommon)
        ? answer.words.filter((word) => !word.isCommon) : answer.words);
      if (mine !== turn) {
        return;
      }
      watch(isFound);
      const groups = await Promise.all(types.map(([type, hits]) => group(index, type, hits, isFound, types.length === 1)));
      if (mine !== turn) {
        return;
      }
      for (const box of boxes) {
        const tally = form.querySelector(`[data-of="${box.value}"]`);
        tally.textContent = answer.words.length > 0 ? count(byType.get(box.value)?.length ?? 0) : "";
      }
      results.replaceChildren(...groups);
      results.removeAttribute("aria-busy");
      results.hidden = groups.length === 0;
      instead.hidden = groups.length > 0;
      if (answer.words.length > 0) {
        say(answer, types);
      } else {
        status.textContent = "";
      }
    } catch (error) {
      opened = undefined;
      if (error instanceof search.Stale && !isAgain) {
        await show(mine, true);
      } else if (mine === turn) {
        results.replaceChildren();
        results.removeAttribute("aria-busy");
        instead.hidden = false;
        status.textContent = words.failed;
      }
    }
  }

  let waiting;
  function ask(delay) {
    clearTimeout(waiting);
    turn += 1;
    results.setAttribute("aria-busy", "true");
    const mine = turn;
    waiting = setTimeout(() => {
      keep();
      narrowRegisters();
      show(mine);
    }, delay);
  }

  // Arrow keys go from the words to the results and through them, Escape goes back.
  function walk(event) {
    const stops = Array.from(results.querySelectorAll("a.hit, button.more:not([hidden])"));
    const here = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && (here !== -1 || (event.target === q && step === 1))) {
      event.preventDefault();
      (stops[here + step] ?? (here + step < 0 ? q : stops.at(-1)))?.focus();
    } else if (event.key === "Escape" && results.contains(document.activeElement)) {
      event.preventDefault();
      q.focus();
    }
  }

  restore();
  narrowRegisters();
  if (location.protocol === "file:") {
    return;
  }
  form.hidden = false;
  instead.querySelector(".why").hidden = true;
  form.addEventListener("input", (event) => ask(event.target.type === "checkbox" ? 0 : 120));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(0);
  });
  document.addEventListener("keydown", walk);
  if (q.value.trim() === "") {
    q.focus({ preventScroll: true });
    // The first words need not wait for it.
    opened = search.open(words.index);
    opened.catch(() => { opened = undefined; });
  } else {
    results.hidden = false;
    instead.hidden = true;
    show(turn);
  }
})();
