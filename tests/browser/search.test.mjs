// Search in a browser: the same words for the program and the scripts, names in any spelling, results that the keyboard reaches.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { runInThisContext } from "node:vm";

import { becomes, faults, open, texts } from "./site.mjs";

const folder = resolve(process.env.SITE ?? "public");
const json = (path) => JSON.parse(readFileSync(join(folder, "search", path), "utf8"));

let site;
before(async () => { site = await open(); });
after(async () => { await site.close(); });

const status = (page) => page.locator("form[data-index] [role=status]");
const hits = (page, type) => texts(page, `[aria-labelledby=found-${type}] .hit`);
async function ask(page, words) {
  await page.locator("#search-q").fill(words);
  await page.locator(".results:not([aria-busy])").waitFor({ state: "attached" });
}

test("scripts read words as the program does", () => {
  runInThisContext(readFileSync("static/js/search/10-words.js", "utf8"));
  const { reader, isNear } = globalThis.sourcebookSearch;
  const { words, stem } = reader(json("index.json").rules);
  let count = 0;
  for (const line of readFileSync("tests/search/words.txt", "utf8").split("\n").filter((line) => line && !line.startsWith("#"))) {
    count += 1;
    const group = line.slice(2).split(" ");
    if (line.startsWith("~ ")) {
      assert.equal(new Set(group.map(stem)).size, 1, `${line}: ${group.map(stem)}`);
    } else if (line.startsWith("! ")) {
      assert.equal(new Set(group.map(stem)).size, group.length, `${line}: ${group.map(stem)}`);
    } else {
      const [text, wanted] = line.split(" → ");
      assert.equal(words(text).join(" "), wanted, text);
    }
  }
  assert.ok(count > 60, `${count} examples`);

  // The same for every title and name of the sample: each of its words stands in the index, at its note.
  const index = json("index.json");
  const lines = index.words.flatMap((_, i) => json(`w-${String(i).padStart(2, "0")}.json`).data);
  const known = new Set(lines.map((line) => line.split(" ")[0]));
  const docs = index.docs.files.flatMap((_, i) => json(`d-${String(i).padStart(2, "0")}.json`).data);
  assert.ok(docs.length === index.count && index.count > 300, `${docs.length} documents`);
  for (const [, title, , , , names = []] of docs) {
    for (const word of [title, ...names].flatMap((name) => words(name))) {
      assert.ok(known.has(word), `${word} of ${title}`);
    }
  }

  for (const near of ["hezbolah", "hezbollahh", "hezbullah", "ehzbollah", "hezbolalh"]) {
    assert.ok(isNear(near, "hezbollah"), near);
  }
  for (const far of ["hezbola", "hizbullah", "hezbo"]) {
    assert.ok(!isNear(far, "hezbollah"), far);
  }
});

test("an actor is found by each of its names", async () => {
  const page = await site.page("search.html", { root: "http" });
  for (const words of ["hezbollah", "Hizballah", "حزب الله", "حِزب الله", "HEZBOLLAH"]) {
    await ask(page, words);
    assert.equal((await hits(page, "actor"))[0], "Hezbollah (Lebanon)", words);
    assert.equal((await texts(page, ".results .hit"))[0], "Hezbollah (Lebanon)", words);
  }
  // A slip in a name is no end of the search, and is told.
  await ask(page, "hizbalah");
  assert.equal((await hits(page, "actor"))[0], "Hezbollah (Lebanon)");
  assert.match(await status(page).textContent(), /Nothing has “hizbalah”\. Shown instead: hizballah/);
  assert.deepEqual(page.complaints, []);
});

test("beginnings and other forms of words find, several words narrow, and what was found is marked", async () => {
  const page = await site.page("search.html", { root: "http" });
  await ask(page, "displ");
  assert.ok((await texts(page, ".results .hit")).some((title) => /displace/i.test(title)));
  const marks = await texts(page, ".results mark");
  assert.ok(marks.length > 3 && marks.every((mark) => /^displ/i.test(mark)), marks.join());

  const total = async () => Number((await status(page).textContent()).match(/Found: ([\d,]+)/)[1].replace(",", ""));
  const one = await total();
  await ask(page, "displaced kirkuk");
  assert.ok(await total() > 0 && await total() < one, `${await total()} of ${one}`);
  await ask(page, "kirkuk zzzzqq");
  assert.match(await status(page).textContent(), /No entry has all of these words/);
  await ask(page, "zzzzqq");
  assert.equal(await status(page).textContent(), "Nothing is found.");
  assert.ok(await page.locator(".instead").isVisible());
  await ask(page, "attacks");
  const many = await total();
  await ask(page, "attack");
  assert.ok(await total() >= many, "one, and many, and attackers");
  await ask(page, "\"attack\"");
  assert.ok(await total() < many, "in quotation marks, the form alone");
  // Claims lead to their places.
  await ask(page, "ambassador");
  const href = await page.locator("[aria-labelledby=found-claim] .hit").first().getAttribute("href");
  assert.match(href, /#claim-/);
  assert.deepEqual(page.complaints, []);
});

test("a text that says it is shown with the place", async () => {
  const page = await site.page("search.html?q=drones", { root: "http" });
  await page.locator(".results [data-page]").first().scrollIntoViewIfNeeded();
  await page.locator(".results .excerpt mark").first().waitFor();
  const excerpt = await page.locator(".results .excerpt").first().textContent();
  assert.match(excerpt, /drone/i);
  assert.ok(excerpt.length < 280, excerpt);
  assert.deepEqual(page.complaints, []);
});

test("types and years narrow, and the address keeps it", async () => {
  const page = await site.page("search.html?q=kirkuk", { root: "http" });
  await page.locator(".results .hit").first().waitFor();
  const event = page.getByRole("checkbox", { name: /^Events/ });
  const promised = await page.locator("[data-of=event]").textContent();
  await event.check();
  await page.waitForFunction(() => document.querySelectorAll(".results section").length === 1);
  assert.equal(await status(page).textContent(), `Found: ${promised}`);
  await page.getByLabel("From").fill("2017");
  await page.getByLabel("to", { exact: true }).fill("2017");
  await page.locator(".results:not([aria-busy])").waitFor({ state: "attached" });
  const titles = await hits(page, "event");
  assert.ok(titles.length > 0 && titles.length < Number(promised), titles.join());
  await becomes(() => new URL(page.url()).search, "?q=kirkuk&type=event&from=2017&to=2017");
  await page.reload();
  await page.locator(".results .hit").first().waitFor();
  assert.deepEqual(await hits(page, "event"), titles);
  assert.ok(await event.isChecked());
});

test("the keyboard goes through the results and back", async () => {
  const page = await site.page("search.html", { root: "http" });
  await ask(page, "kirkuk");
  await page.locator("#search-q").focus();
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  const all = await page.locator(".results :is(a.hit, .more)").allTextContents();
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), all[0]);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), all[1]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search-q");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search-q");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.endsWith("search.html"));
  assert.equal(await page.locator("h1").count() > 0, true);
});

test("a query is text, whatever it says", async () => {
  const page = await site.page(`search.html?q=${encodeURIComponent("<img src=x onerror=alert(1)> __proto__ constructor")}`, { root: "http" });
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => document.querySelector("form[data-index] [role=status]").textContent !== "");
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(page.complaints, []);
});

test("results are accessible, light and dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await site.page("search.html?q=kirkuk+drone+attack", { root: "http", colorScheme });
    await page.locator(".results .hit").first().waitFor();
    assert.deepEqual(await faults(page), []);
  }
});

test("few files are read for a query", async () => {
  const page = await site.page("search.html", { root: "http" });
  const read = [];
  page.on("response", async (response) => {
    if (response.url().includes("/search/")) {
      read.push((await response.body()).length);
    }
  });
  await ask(page, "hamas");
  assert.ok(read.length < 14, `${read.length} files`);
});

test("an index of another build is read again", async () => {
  const page = await site.page("search.html", { root: "http" });
  let turns = 0;
  await page.route("**/search/index.json", async (route) => {
    turns += 1;
    const response = await route.fetch();
    const index = await response.json();
    if (turns === 1) {
      index.words = index.words.map(([first]) => [first, "0123456789"]);
    }
    await route.fulfill({ response, json: index });
  });
  await page.reload();
  await ask(page, "hezbollah");
  await page.locator(".results .hit").first().waitFor();
  assert.equal(turns, 2);
});

test("from a disk the registers are offered, narrowed to what was asked for", async () => {
  const page = await site.page("search.html?q=Hizballah");
  assert.ok(await page.locator(".instead .why").isVisible());
  assert.ok(!await page.locator("form[data-index]").isVisible());
  await page.locator(".instead a", { hasText: "Actors" }).click();
  await page.waitForURL(/actors-by-name\.html\?words=Hizballah/);
  assert.deepEqual(await texts(page, "table.register tbody tr:not(.group) .to-actor"), ["Hezbollah (Lebanon)"]);
  assert.deepEqual(page.complaints, []);
});

test("without scripts the page offers the registers", async () => {
  const page = await site.page("search.html?q=x", { root: "http", javaScriptEnabled: false });
  assert.ok(await page.locator(".instead .why").isVisible());
  assert.ok((await texts(page, ".instead a")).length > 5);
});
