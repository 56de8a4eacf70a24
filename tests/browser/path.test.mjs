// A reader's way from a doubtful statement to what speaks against it, by links alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { becomes, open, texts } from "./site.mjs";

let site;
before(async () => { site = await open(); });
after(async () => { await site.close(); });

const here = (page) => decodeURIComponent(page.url().replace(site.roots.file, ""));

for (const javaScriptEnabled of [true, false]) {
  test(`from the million in camps to its contradictions, grades and origin (scripts: ${javaScriptEnabled})`, async () => {
    const page = await site.page("index.html", { javaScriptEnabled });
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Claims" }).click();
    await page.getByRole("link", { name: "more than a million displaced people in August 2018" }).click();
    await becomes(() => here(page), "briefings/displacement-and-camps.html#claim-million-in-camps");
    const claim = page.locator("#claim-million-in-camps");
    assert.ok(await claim.isVisible());

    // Its own grade and status, and beside it the claim that stands against it with its own.
    const own = await claim.locator(".side-own").innerText();
    assert.match(own, /Contradicted[^]*5 Improbable/);
    const other = claim.locator(".side-other");
    assert.match(await other.innerText(), /About half a million[^]*Confirmed[^]*1 Confirmed by other sources[^]*October 2018/);
    const [left, right] = [await claim.locator(".side-own").boundingBox(), await other.boundingBox()];
    assert.ok(right.x >= left.x + left.width, "the two sides stand side by side");

    // Each source that contradicts it: the mark, the reference, the source's page with its grade.
    const against = claim.locator(".against .cite a");
    const expected = { "sheltercluster-2018-09": /B Usually reliable/, "reach-camps-2018": /A Completely reliable/, "ocha-snapshot-2018-09": /A Completely reliable/ };
    assert.equal(await against.count(), 3);
    for (let i = 0; i < 3; i += 1) {
      await against.nth(i).click();
      const reference = page.locator(".references li:target");
      assert.match(await reference.locator(".facts").innerText(), /[AB] (Completely|Usually) reliable/);
      await reference.getByRole("link", { name: "About this source" }).click();
      await becomes(() => here(page), /^sources\/(.*)\.html$/);
      const source = here(page).match(/^sources\/(.*)\.html$/)[1];
      assert.match(await page.locator("#reference").innerText(), expected[source]);
      delete expected[source];
      // What rests on it leads back to the claim.
      const back = page.locator("#mentions .mentions li").filter({ hasText: "Contradicts a claim" }).filter({ hasText: "more than a million" });
      assert.match(await back.locator(".where").innerText(), /5/);
      await back.getByRole("link").click();
      await becomes(() => here(page), "briefings/displacement-and-camps.html#claim-million-in-camps");
    }
    assert.deepEqual(expected, {});

    // The two sources of the claim are one: its origin is named and leads to what relays it.
    const support = claim.locator(".side-own dd").filter({ hasText: "origin" });
    assert.match(await support.innerText(), /^2 sources, 1 origin/);
    await support.getByRole("link").click();
    await becomes(() => here(page), "sources/mei-year-after.html");
    const relay = page.locator("#relayed-by").getByRole("link", { name: "US: ISIS remains a threat in Iraq" });
    await relay.click();
    await becomes(() => here(page), "sources/worldmonitor-seed.html");
    const tree = page.locator("#relays .tree");
    assert.match((await tree.locator(":scope > li").nth(1).innerText()), /A year after the defeat of ISIS[^]*B[^]*begins here/);
    await tree.getByRole("link", { name: "A year after the defeat" }).click();
    await becomes(() => here(page), "sources/mei-year-after.html");
    assert.deepEqual(page.complaints, []);
  });
}

test("relays stand as a tree, each with its grade and date", async () => {
  const page = await site.page("sources/kayhan-reuters-romanowski.html");
  const rows = await texts(page, "#relayed-by .tree li");
  assert.ok(rows.length >= 12, `${rows.length} relays`);
  for (const row of rows) {
    assert.match(row, / [A-F] |Not graded/, row);
    assert.match(row, /2024|No date/, row);
  }
  const grades = page.locator("#relayed-by .tree [role=img][title^='reliability ']");
  assert.ok((await grades.count()) > 0, "the letters have their words");
  assert.ok(rows.filter((row) => /2024/.test(row)).length >= 5, "relays are dated");
  // The World Monitor article relays a relay: it stands one level further in.
  assert.equal(await page.locator("#relayed-by .tree ul li").filter({ hasText: "US: ISIS remains a threat in Iraq" }).count(), 1);
});

test("the words of a grade are read out where only its letter stands", async () => {
  const page = await site.page("sources/worldmonitor-seed.html");
  const mark = page.locator("#relays .grade.short").first();
  assert.match(await mark.getAttribute("title"), /^reliability [A-F]: /);
  assert.match(await page.locator("#relays").ariaSnapshot(), /img "reliability A: completely reliable"/);
});
