// On the page for what is not there: the pages whose addresses are most like the one that was asked for.
(() => {
  "use strict";

  const MOST = 5;
  const section = document.querySelector(".near");
  const wordsOf = (path) => decodeURIComponent(path).replace(/\.html$/, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  // How many letters it takes to make one word of another, up to a third of it.
  function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1]));
      }
      row = next;
    }
    return row[b.length];
  }

  function likeness(wanted, words) {
    const best = (word) => Math.max(0, ...words.map((other) => {
      const length = Math.max(word.length, other.length);
      const off = distance(word, other);
      return off * 3 <= length ? 1 - off / length : 0;
    }));
    return wanted.reduce((sum, word) => sum + best(word), 0) / Math.max(wanted.length, words.length);
  }

  async function linksOf(register) {
    const answer = await fetch(register);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return Array.from(page.querySelectorAll("table.register th[scope=row] > a"), (link) => ({
      address: new URL(link.getAttribute("href"), register),
      title: link.textContent,
    }));
  }

  async function offer() {
    const wanted = wordsOf(location.pathname.split("/").filter((part) => !/^(index\.html)?$/.test(part)).pop() ?? "");
    const registers = Array.from(document.querySelectorAll(".registers a"), (link) => link.href);
    const answers = await Promise.allSettled(registers.map(linksOf));
    const found = new Map();
    for (const { address, title } of answers.flatMap((answer) => answer.value ?? [])) {
      const like = likeness(wanted, wordsOf(address.pathname.split("/").filter(Boolean).pop()));
      if (like > 0.4 && !address.hash) {
        found.set(address.href, { like, title });
      }
    }
    const best = [...found].sort((a, b) => b[1].like - a[1].like || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
    section.querySelector("ul").append(...best.map(([href, { title }]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = href;
      link.dir = "auto";
      link.textContent = title;
      item.append(link);
      return item;
    }));
    section.hidden = best.length === 0;
  }

  // From a disk, pages cannot be read by a script; the lists stand there all the same.
  if (section && location.protocol !== "file:" && !/(^|\/)404(\.html|\/)?$/.test(location.pathname)) {
    offer();
  }
})();
