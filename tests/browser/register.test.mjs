// Registers in a browser: they can be narrowed and sorted, and are whole without scripts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { becomes, open, texts } from "./site.mjs";

let site;
before(async () => { site = await open(); });
after(async () => { await site.close(); });

const ROWS = "table.register tbody tr:not(.group)";
const status = (page) => page.locator(".filter [role=status]").textContent();
const marks = (page, column) => texts(page, `${ROWS} > :nth-child(${column})`);

for (const root of ["file", "http"]) {
  test(`claims are narrowed, and the address keeps what was chosen (${root})`, async () => {
    const page = await site.page("claims.html", { root });
    const all = await page.locator(ROWS).count();
    assert.ok(all > 80, `${all} claims`);
    assert.equal(await status(page), `${all} of ${all} claims`);

    await page.getByLabel("Status", { exact: true }).selectOption("disputed");
    const disputed = await marks(page, 4);
    assert.ok(disputed.length > 3 && disputed.length < all, `${disputed.length} disputed`);
    assert.ok(disputed.every((text) => text === "Disputed"), disputed.join());
    assert.equal(await status(page), `${disputed.length} of ${all} claims`);
    await becomes(() => new URL(page.url()).search, "?status=disputed");
    // Headings of empty groups go, and so do the ways to them.
    assert.deepEqual(await texts(page, "table.register tr.group"), ["Disputed"]);
    assert.deepEqual(await texts(page, ".jumps a"), ["Disputed"]);

    await page.getByLabel("Words", { exact: true }).pressSequentially("ATTACKS");
    const both = (await marks(page, 1)).map((text) => text.toLowerCase());
    assert.ok(both.length > 0 && both.length < disputed.length, `${both.length} of them with the word`);
    assert.ok(both.every((text) => text.includes("attacks")), both.join("\n"));

    await page.reload();
    assert.equal(await page.getByLabel("Status", { exact: true }).inputValue(), "disputed");
    assert.equal(await page.getByLabel("Words", { exact: true }).inputValue(), "ATTACKS");
    assert.deepEqual((await marks(page, 1)).map((text) => text.toLowerCase()), both);

    await page.getByLabel("Words", { exact: true }).fill("no such words anywhere");
    assert.equal(await status(page), `0 of ${all} claims. Nothing matches.`);

    await page.getByRole("button", { name: "Reset" }).click();
    assert.equal(await status(page), `${all} of ${all} claims`);
    await becomes(() => new URL(page.url()).search, "");
    assert.deepEqual(page.complaints, []);
  });
}

test("every choice finds as many claims as it says", async () => {
  const page = await site.page("claims.html");
  for (const name of ["status", "by", "grade", "topic"]) {
    const select = page.locator(`.filter select[name=${name}]`);
    for (const option of await select.locator("option:not([value=''])").all()) {
      await select.selectOption(await option.getAttribute("value"));
      const promised = (await option.textContent()).match(/\((\d+)\)$/)[1];
      assert.match(await status(page), new RegExp(`^${promised} of `), await option.textContent());
    }
    await select.selectOption("");
  }
});

test("grades are sorted from best to worst, and what is none stays last in both directions", async () => {
  const page = await site.page("claims.html");
  const before = await marks(page, 1);
  const head = page.getByRole("columnheader", { name: "Credibility" });
  const button = head.getByRole("button");
  const ranked = (texts) => texts.map((text) => text[0]).filter((mark) => "12345".includes(mark));
  const tail = (texts) => texts.slice(ranked(texts).length);
  await button.click();
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  const rising = await marks(page, 5);
  assert.deepEqual(ranked(rising), ranked(rising).toSorted());
  assert.ok(tail(rising).length > 0 && tail(rising).every((text) => /^6|^Not graded/.test(text)), tail(rising).join());

  await button.click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  const falling = await marks(page, 5);
  assert.deepEqual(ranked(falling), ranked(rising).toReversed());
  assert.deepEqual(tail(falling), tail(rising));
  await becomes(() => new URL(page.url()).search, "?sort=-credibility");
  assert.equal(await page.getByLabel("Order", { exact: true }).inputValue(), "-credibility");

  await button.click();
  assert.equal(await head.getAttribute("aria-sort"), null);
  assert.deepEqual(await marks(page, 1), before);
  assert.ok(await page.locator(".jumps").isVisible());
});

test("dates are sorted as the page that is made in their order", async () => {
  const made = await marks(await site.page("sources-by-date.html"), 3);
  const page = await site.page("sources.html?sort=-date");
  assert.deepEqual(await marks(page, 3), made);
  assert.equal(await page.getByRole("columnheader", { name: "Published" }).getAttribute("aria-sort"), "descending");
});

test("numbers are sorted as numbers, and names by their letters", async () => {
  const page = await site.page("actors.html");
  await page.getByRole("columnheader", { name: "Named in" }).getByRole("button").press("Enter");
  const counts = (await marks(page, 3)).map(Number);
  assert.deepEqual(counts, counts.toSorted((a, b) => b - a));
  assert.ok(counts[0] > 9);
  await page.getByLabel("Order", { exact: true }).selectOption("name");
  const names = await texts(page, `${ROWS} > th > a`);
  assert.deepEqual(names, names.toSorted(new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare));
});

test("a claim of several topics is one once the headings are gone", async () => {
  const page = await site.page("claims-by-topic.html");
  const rows = await page.locator(ROWS).count();
  const entries = Number((await status(page)).split(" ")[0]);
  assert.ok(rows > entries, `${rows} rows, ${entries} claims`);
  await page.getByLabel("Order", { exact: true }).selectOption("-said");
  const shown = page.locator(ROWS).filter({ visible: true });
  assert.equal(await shown.count(), entries);
  const topic = page.locator(".filter select[name=topic]");
  await page.getByRole("button", { name: "Reset" }).click();
  await topic.selectOption("displacement");
  assert.equal((await texts(page, "table.register tr.group")).length, 1);
});

test("without scripts there is no bar, but every order and every jump", async () => {
  const page = await site.page("claims.html", { javaScriptEnabled: false });
  assert.equal(await page.locator(".filter").isVisible(), false);
  assert.equal(await page.locator("thead button").count(), 0);
  for (const order of ["by who says so", "by credibility", "by topic", "newest first", "by status"]) {
    await page.getByRole("navigation", { name: "Orders" }).getByRole("link", { name: order }).click();
    assert.ok(await page.locator(ROWS).count() > 50);
    const jump = page.locator(".jumps a").last();
    const heading = await jump.textContent();
    await jump.click();
    assert.match(await page.locator("tbody:target tr.group").textContent(), new RegExp(`^${heading}`));
  }
});

test("nothing runs over the edge of a phone", async () => {
  const paths = ["claims.html", "sources-by-grade.html", "briefings/displacement-and-camps.html",
    "actors/islamic-state.html", "sources/worldmonitor-seed.html", "sources/kayhan-reuters-romanowski.html"];
  for (const path of paths) {
    const page = await site.page(path, { viewport: { width: 390, height: 844 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${path} is ${width} wide`);
    assert.deepEqual(page.complaints, [], path);
    await page.context().close();
  }
});
