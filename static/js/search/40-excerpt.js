// Shows where words stand: marks them, and cuts the place out of a page's text.
(() => {
  "use strict";

  // A word as it is written, or a letter of a script without spaces.
  const RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’ʼʿʾ\u0640]*(?:[.,](?=[\p{L}\p{N}])[\p{L}\p{M}\p{N}]+)*/gu;
  const BLOCKS = "p, li, dt, dd, td, th, blockquote, figcaption, h2, h3, h4, h5, h6";
  const ASIDE = "nav, .cite, .references, .toc, .filter, script, .hidden";
  const [BEFORE, LENGTH] = [70, 230];

  // Puts a text into an element, with what is found marked.
  function put(element, text, isFound) {
    let done = 0;
    for (const run of text.matchAll(RUN)) {
      if (isFound(run[0])) {
        const mark = document.createElement("mark");
        mark.textContent = run[0];
        element.append(text.slice(done, run.index), mark);
        done = run.index + run[0].length;
      }
    }
    element.append(text.slice(done));
    return element;
  }

  const found = (text, isFound) => Array.from(text.matchAll(RUN)).filter((run) => isFound(run[0]));

  // The part of a text around the first place that is found.
  function around(text, isFound) {
    const [first] = found(text, isFound);
    if (!first || text.length <= LENGTH) {
      return first ? text : "";
    }
    let start = Math.max(0, first.index - BEFORE);
    let end = Math.min(text.length, start + LENGTH);
    start = start === 0 ? 0 : text.indexOf(" ", start) + 1 || start;
    end = end === text.length ? end : Math.max(text.lastIndexOf(" ", end), first.index + first[0].length);
    return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  }

  const pages = new Map();

  // The blocks of a page's text; they are read, never shown as they are.
  function blocks(address) {
    if (!pages.has(address)) {
      pages.set(address, fetch(address).then((response) => (response.ok ? response.text() : "")).then((html) => {
        const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
        const all = Array.from(main?.querySelectorAll(BLOCKS) ?? []);
        const own = all.filter((block) => !block.closest(ASIDE) && !block.querySelector(BLOCKS));
        own.forEach((block) => block.querySelectorAll(ASIDE).forEach((aside) => aside.remove()));
        const rank = (block) => (block.closest(".text") ? 0 : 1);
        return own.sort((a, b) => rank(a) - rank(b)).map((block) => block.textContent.replace(/\s+/gu, " ").trim());
      }, () => []));
    }
    return pages.get(address);
  }

  // The place of a page that says most of what was asked for; empty if none does.
  async function excerpt(address, isFound) {
    let best = { text: "", kinds: 0 };
    for (const text of await blocks(address)) {
      const kinds = new Set(found(text, isFound).map((run) => run[0].toLowerCase())).size;
      if (kinds > best.kinds) {
        best = { text, kinds };
      }
    }
    return around(best.text, isFound);
  }

  Object.assign(globalThis.sourcebookSearch, { put, excerpt, around });
})();
