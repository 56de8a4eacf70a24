// Reads words as the index does: the rules come with it, and tests hold both readers to one list of examples.
(() => {
  "use strict";

  const WORD = /[\p{Alphabetic}\p{N}]+/gu;
  // Full stops of acronyms, and commas of numbers, part no words.
  const ACRONYM = /(?<![\p{Alphabetic}\p{N}])(\p{Alphabetic})\.(?=\p{Alphabetic}(?![\p{Alphabetic}\p{N}]))/gu;
  const NUMBER = /(\p{N}),(?=\p{N}{3}(?!\p{N}))/gu;

  function reader(rules) {
    const letters = new Map(Object.entries(rules.fold));
    const dropped = new Set(rules.drop);
    const alone = new RegExp(`[${rules.alone.map((ends) => Array.from(ends).join("-")).join("")}]`, "gu");
    const length = (text) => Array.from(text).length;

    function fold(text) {
      const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      return Array.from(plain, (letter) => letters.get(letter) ?? (dropped.has(letter) ? "" : letter)).join("");
    }

    // A word without what Arabic writes in front of it.
    function base(word) {
      const front = rules.front.find((front) => word.startsWith(front) && length(word.slice(front.length)) >= rules.rest);
      return front === undefined ? word : word.slice(front.length);
    }

    function words(text) {
      const plain = fold(text).replace(NUMBER, "$1").replace(ACRONYM, "$1").replace(alone, " $& ");
      return (plain.match(WORD) ?? []).map(base);
    }

    // What forms of one word have in common.
    function stem(word) {
      return rules.ends.reduce((word, step) => {
        const fits = step.find(([end, , least]) => word.endsWith(end) && length(word) - length(end) >= least);
        return fits ? word.slice(0, word.length - fits[0].length) + fits[1] : word;
      }, word);
    }

    return { words, stem };
  }

  // Words that one slip makes of each other: a letter more, less, other, or two in the wrong order.
  function isNear(a, b) {
    const [short, long] = [Array.from(a), Array.from(b)].sort((x, y) => x.length - y.length);
    if (a === b || long.length - short.length > 1) {
      return a === b;
    }
    let i = 0;
    while (i < short.length && short[i] === long[i]) {
      i += 1;
    }
    const rest = (letters, from) => letters.slice(from).join("");
    if (short.length < long.length) {
      return rest(short, i) === rest(long, i + 1);
    }
    return rest(short, i + 1) === rest(long, i + 1)
      || (short[i] === long[i + 1] && short[i + 1] === long[i] && rest(short, i + 2) === rest(long, i + 2));
  }

  globalThis.sourcebookSearch = { reader, isNear };
})();
