// Finds documents: all words of a query, or some where none has all; names first, rare words first, whole words before beginnings.
(() => {
  "use strict";

  const search = globalThis.sourcebookSearch;

  // What a word is worth in a name, a summary, several times in a text, and there at all.
  const WEIGHTS = [12, 5, 2, 1];
  // One letter begins too many words.
  const isShort = (word) => word.length < 2;

  // The words of a query; those in quotation marks are meant as they stand.
  function parse(text, reader) {
    const wanted = [];
    for (const [i, piece] of text.replace(/[“”„«»]/gu, '"').split('"').entries()) {
      for (const word of reader.words(piece)) {
        if (!wanted.some((other) => other.word === word)) {
          wanted.push({ word, isExact: i % 2 === 1 });
        }
      }
    }
    return wanted;
  }

  // Documents with their scores for one entry of the index.
  function take(scores, entry, worth, total) {
    const rarity = entry.isCommon ? 0.1 : Math.log(1 + total / Math.max(1, entry.count));
    entry.lists.forEach((list, place) => {
      const score = WEIGHTS[place] * worth * rarity;
      for (const number of list) {
        if (score > (scores.get(number) ?? 0)) {
          scores.set(number, score);
        }
      }
    });
  }

  // What one word finds: itself, its other forms, what begins with it; or names that a slip makes of it.
  async function find(index, { word, isExact }) {
    const { reader } = index;
    const stem = reader.stem(word);
    const front = isExact ? word : stem.slice(0, Math.max(2, stem.length - 1));
    const isForm = (other) => other === word || (!isExact && (reader.stem(other) === stem || (!isShort(word) && other.startsWith(word))));
    const scores = new Map();
    let isCommon = false;
    const forms = new Set();
    for (const entry of await index.beginning(word.startsWith(front) ? front : word, word, isForm)) {
      const whole = entry.word === word;
      const worth = whole ? 1 : reader.stem(entry.word) === stem ? 0.85 : 0.3 + 0.4 * (word.length / entry.word.length);
      isCommon ||= entry.isCommon && worth >= 0.85;
      forms.add(entry.word);
      take(scores, entry, worth, index.count);
    }
    return { word, isExact, scores, isCommon, forms, instead: [] };
  }

  async function findNear(index, found) {
    if (found.isExact || found.forms.size > 0 || found.word.length < 4 || /\p{N}/u.test(found.word)) {
      return found;
    }
    const near = (await index.names(found.word.length)).filter((name) => search.isNear(name, found.word)).slice(0, 5);
    for (const name of near) {
      for (const entry of await index.beginning(name, name, (word) => word === name)) {
        take(found.scores, entry, 0.4, index.count);
        found.forms.add(name);
      }
    }
    return { ...found, instead: near };
  }

  // Notes that are called what was asked for come first, and those whose names begin with it next.
  async function named(index, wanted) {
    const key = `=${wanted.map(({ word }) => word).join("_")}`;
    const bonus = new Map();
    for (const entry of await index.beginning(key, key, () => true, 1)) {
      const worth = entry.word === key ? 100 : 4;
      entry.lists[0].forEach((number) => bonus.set(number, Math.max(worth, bonus.get(number) ?? 0)));
    }
    return bonus;
  }

  // Adds the words up; a common word is in every document, whether it is listed or not.
  function together(index, words, bonus) {
    const lists = words.filter((word) => !word.isCommon);
    const counted = lists.length > 0 ? lists : words;
    const all = new Map();
    for (const word of words) {
      for (const [number, score] of word.scores) {
        const sum = all.get(number) ?? { number, score: 0, words: 0 };
        sum.score += score;
        sum.words += counted.includes(word) ? 1 : 0;
        all.set(number, sum);
      }
    }
    const need = lists.length > 0 ? counted.length : 1;
    let results = Array.from(all.values()).filter((sum) => sum.words >= need);
    const isAny = results.length === 0 && all.size > 0;
    if (isAny) {
      results = Array.from(all.values()).filter((sum) => sum.words > 0);
    }
    for (const sum of results) {
      // The titles of sources are headlines, and there are many.
      sum.score *= index.type(sum.number) === "source" ? 0.6 : 1;
      sum.score += (bonus.get(sum.number) ?? 0) + (isAny ? sum.words * 50 : 0);
    }
    results.sort((a, b) => b.score - a.score || a.number - b.number);
    return { results, isAny };
  }

  // Answers a query: documents with the best first, and what must be said of the way they were found.
  async function ask(index, text) {
    const wanted = parse(text, index.reader);
    if (wanted.length === 0) {
      return { results: [], words: [], isAny: false, isCommon: false };
    }
    const [bonus, ...found] = await Promise.all([named(index, wanted), ...wanted.map((word) => find(index, word))]);
    const words = await Promise.all(found.map((word) => findNear(index, word)));
    return { ...together(index, words, bonus), words, isCommon: words.every((word) => word.isCommon) };
  }

  // True for a word of a text that a query has found.
  function marker(index, words) {
    const { reader } = index;
    const stems = new Set(words.filter(({ isExact }) => !isExact).map(({ word }) => reader.stem(word)));
    const fits = (word) => words.some((found) => found.word === word || found.instead.includes(word)
      || (!found.isExact && !isShort(found.word) && word.startsWith(found.word))) || stems.has(reader.stem(word));
    return (text) => reader.words(text).some(fits);
  }

  Object.assign(search, { ask, marker, parse });
})();
