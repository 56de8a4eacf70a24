// Reads the index: one small file of what there is, and the parts of it that a query needs, each once.
(() => {
  "use strict";

  // A part of another build than the index: the site has changed since the page was opened.
  class Stale extends Error {}

  async function read(address, options) {
    const response = await fetch(address, options);
    if (!response.ok) {
      throw new Stale(address);
    }
    return response.json();
  }

  async function open(folder) {
    const index = await read(`${folder}index.json`, { cache: "no-cache" });
    const parts = new Map();

    function part(sort, number, version) {
      const name = `${sort}-${String(number).padStart(2, "0")}`;
      if (!parts.has(name)) {
        parts.set(name, read(`${folder}${name}.json?v=${version}`).then((found) => {
          if (found.version !== version) {
            throw new Stale(name);
          }
          return found.data;
        }));
      }
      return parts.get(name);
    }

    const digits = new Map(Array.from(index.signs, (sign, i) => [sign, i]));
    const more = index.signs.length - index.ends;

    function* numbers(text) {
      let [number, scale] = [0, 1];
      for (const sign of text) {
        const digit = digits.get(sign);
        number += digit * scale;
        scale *= more;
        if (digit < index.ends) {
          yield number;
          [number, scale] = [0, 1];
        }
      }
    }

    function documents(list) {
      const all = Array.from(numbers(list));
      for (let i = 1; i < all.length; i += 1) {
        all[i] += all[i - 1];
      }
      return all;
    }

    // Words with their documents by weight; a common word is in nearly all texts, which have no list then.
    function entry(line) {
      const [word, ...lists] = line.split(" ");
      const isCommon = lists.at(-1) === "*";
      if (isCommon) {
        lists.pop();
      }
      const found = lists.map(documents);
      return { word, isCommon, lists: found, count: found.reduce((sum, list) => sum + list.length, 0) };
    }

    const firsts = index.words.map(([first]) => first);
    const at = (word) => Math.max(0, firsts.findLastIndex((first) => first <= word));

    // The entries of the words that begin in one way, and fit; where that would be many files, those from a word on.
    async function beginning(front, word, fits, most = 4) {
      const end = firsts.findIndex((first) => first > front && !first.startsWith(front));
      const all = Array.from(firsts.keys()).slice(at(front), end === -1 ? undefined : end);
      const numbers = (all.length > most ? all.filter((i) => i >= at(word)) : all).slice(0, most);
      const lines = (await Promise.all(numbers.map((i) => part("w", i, index.words[i][1])))).flat();
      return lines.filter((line) => line.startsWith(front) && fits(line.split(" ", 1)[0])).map(entry);
    }

    async function result(number) {
      const { size, files } = index.docs;
      const file = Math.floor(number / size);
      const values = (await part("d", file, files[file]))[number % size];
      const [href, title, kind = "", when = "", summary = "", names = [], lang = "", grade = ""] = values;
      return { number, href, title, kind, when, summary, names, lang, grade };
    }

    // Names of about a length.
    async function names(length) {
      const numbers = index.names.map((_, i) => i).filter((i) =>
        index.names[i][0] <= length + 1 && (index.names[i + 1]?.[0] ?? Infinity) >= length - 1);
      return (await Promise.all(numbers.map((i) => part("n", i, index.names[i][1])))).flat();
    }

    // First and last year of every document, open where not known; nothing for what has no date.
    async function years() {
      const { base, files } = index.years;
      const all = [];
      for (const text of await Promise.all(files.map((version, i) => part("y", i, version)))) {
        const found = numbers(text);
        for (const first of found) {
          const last = first === 0 ? 0 : found.next().value;
          all.push(first === 0 ? null : [first === 1 ? -Infinity : first - 2 + base, last === 0 ? Infinity : last - 1 + base]);
        }
      }
      return all;
    }

    // The type of each document follows from its number.
    const ends = [];
    for (const [type, count] of index.types) {
      ends.push([type, (ends.at(-1)?.[1] ?? 0) + count]);
    }
    const type = (number) => ends.find(([, end]) => number < end)[0];

    const reader = globalThis.sourcebookSearch.reader(index.rules);
    return { count: index.count, grades: index.grades, reader, beginning, result, names, years, type };
  }

  Object.assign(globalThis.sourcebookSearch, { open, Stale });
})();
