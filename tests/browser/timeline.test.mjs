// Timelines in a browser: narrowed by what was chosen, drawn beside each row, whole without scripts and on paper.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { becomes, open, texts } from "./site.mjs";

let site;
before(async () => { site = await open(); });
after(async () => { await site.close(); });

const status = (page) => page.locator(".filter [role=status]").textContent();
const shown = (page) => page.locator(".dated .event").filter({ visible: true });

for (const root of ["file", "http"]) {
  test(`a timeline is narrowed, and the address keeps what was chosen (${root})`, async () => {
    const page = await site.page("timeline.html", { root });
    const all = await page.locator(".dated .event").count();
    assert.ok(all > 50, `${all} events`);
    assert.equal(await status(page), `${all} of ${all} events`);

    await page.getByLabel("Kind", { exact: true }).selectOption("strike");
    const strikes = await shown(page).count();
    assert.ok(strikes > 2 && strikes < all, `${strikes} strikes`);
    assert.equal(await status(page), `${strikes} of ${all} events`);
    await becomes(() => new URL(page.url()).search, "?kind=strike");
    assert.ok((await texts(page, ".dated .event .facts")).every((facts) => facts.startsWith("Strike")));

    // Years with nothing to show go; the overview says how many of each year are left.
    const years = await texts(page, ".dated .year > h2");
    assert.ok(years.length > 0 && years.length < 12, years.join());
    const counts = await texts(page, ".years a .count b");
    const left = counts.reduce((sum, count) => sum + Number(count.split(" / ")[0]), 0);
    assert.equal(left, strikes, counts.join());
    assert.ok((await page.locator(".years .some").filter({ visible: true }).count()) > 0);

    await page.getByLabel("Actor", { exact: true }).selectOption("united-states");
    await becomes(() => new URL(page.url()).search, "?kind=strike&actor=united-states");
    const both = await texts(page, ".dated .event .title");
    await page.reload();
    assert.equal(await page.getByLabel("Actor", { exact: true }).inputValue(), "united-states");
    assert.deepEqual(await texts(page, ".dated .event .title"), both);

    // The way to a year takes the choice along.
    const heading = page.locator(".dated .year > h2 a").filter({ visible: true }).last();
    await heading.click();
    await page.waitForURL(/\/timeline\/\d+\.html/);
    await becomes(() => new URL(page.url()).search, "?kind=strike&actor=united-states");

    await page.goBack();
    await page.getByRole("button", { name: "Reset" }).click();
    assert.equal(await status(page), `${all} of ${all} events`);
    await becomes(() => new URL(page.url()).search, "");
    assert.deepEqual(page.complaints, []);
  });
}

test("every choice finds as many events as it says, and as the note's own timeline has", async () => {
  const page = await site.page("timeline.html");
  for (const name of ["kind", "actor", "place", "topic"]) {
    const select = page.locator(`.filter select[name=${name}]`);
    for (const option of await select.locator("option:not([value=''])").all()) {
      await select.selectOption(await option.getAttribute("value"));
      const promised = (await option.textContent()).match(/\((\d+)\)$/)[1];
      assert.match(await status(page), new RegExp(`^${promised} of `), await option.textContent());
    }
    await select.selectOption("");
  }
  await page.locator(".filter select[name=place]").selectOption("baghdad");
  const here = await texts(page, ".dated .event .title");
  const own = await site.page("places/baghdad.html");
  assert.deepEqual(await texts(own, "#timeline .event .title"), here);
});

test("marks lie on one axis in the order of the days, and each row has one", async () => {
  const page = await site.page("timeline/2024.html");
  const rows = await page.locator(".dated .event").count();
  assert.equal(await page.locator(".dated .event > .t").count(), rows);
  const dots = await page.locator(".dated .event > .t > circle:not([class])").evaluateAll((all) => all.map((dot) => {
    const { x, width } = dot.getBoundingClientRect();
    return x + width / 2;
  }));
  assert.ok(dots.length > 20, `${dots.length} dots`);
  assert.deepEqual(dots, dots.toSorted((a, b) => a - b));
  const axis = await page.locator(".dated .axis .t").boundingBox();
  assert.ok(dots[0] >= axis.x && dots.at(-1) <= axis.x + axis.width);
  // Lines and arrows that rows use from elsewhere are drawn.
  const line = await page.locator(".shapes .g line").first().evaluate((line) => getComputedStyle(line).stroke);
  assert.notEqual(line, "none");
});

test("a bar of the overview leads to its year, and a month to its first event", async () => {
  const page = await site.page("timeline.html");
  await page.locator(".years a", { hasText: "2019" }).click();
  await becomes(() => new URL(page.url()).hash, "#y2019");
  const year = await site.page("timeline/2024.html");
  assert.equal(await year.locator(".years [aria-current=page] .year").textContent(), "2024");
  await year.getByRole("navigation", { name: "Events by month" }).getByRole("link", { name: /March/ }).click();
  assert.match(await year.locator(".event:target .when").textContent(), /March 2024/);
});

test("without scripts the list is whole, and leads to the timelines of actors, places and topics", async () => {
  const page = await site.page("timeline.html", { javaScriptEnabled: false });
  assert.equal(await page.locator(".filter").isVisible(), false);
  assert.ok((await shown(page).count()) > 50);
  await page.locator(".others a", { hasText: "Kataib Hezbollah" }).click();
  await becomes(() => new URL(page.url()).hash, "#timeline");
  assert.ok(await page.locator("#timeline .event").count() > 3);
});

test("on paper the list and its marks stay, and what cannot be used goes", async () => {
  const page = await site.page("timeline/2024.html");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".filter").isVisible(), false);
  const row = page.locator(".dated .event").first();
  assert.ok(await row.locator(".t circle").isVisible());
  assert.equal(await row.evaluate((row) => getComputedStyle(row).breakInside), "avoid");
  assert.equal(await page.locator(".dated .axis").evaluate((axis) => getComputedStyle(axis).position), "static");
});

test("nothing runs over the edge of a phone", async () => {
  for (const path of ["timeline.html", "timeline/2024.html", "actors/islamic-state.html", "places/baghdad.html"]) {
    const page = await site.page(path, { viewport: { width: 390, height: 844 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${path} is ${width} wide`);
    // The mark is beside the date, above the words.
    const [mark, title] = [page.locator(".drawn .event > .t").last(), page.locator(".drawn .event .title").last()];
    assert.ok((await mark.boundingBox()).y < (await title.boundingBox()).y, path);
    await page.context().close();
  }
});
