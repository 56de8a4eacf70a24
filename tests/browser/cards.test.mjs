// Cards beside citations and links to notes: under the pointer, with the keyboard, at a tap, right to left, from a disk and without scripts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { open } from "./site.mjs";

const BRIEFING = "briefings/displacement-and-camps.html";
// A card lies in its citation, with links of its own.
const MARK = ".text .cite > a";
const NOTE = ".text a[href*='actors/'], .text a[href*='sources/'], .text a[href*='events/']";

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());

const card = (page) => page.locator(".card");
const opens = (page) => card(page).waitFor({ state: "visible", timeout: 20000 });
const closes = (page) => card(page).waitFor({ state: "detached", timeout: 20000 });

/** Asserts that a card lies inside the window and hides nothing of its link. */
async function fits(page, link) {
  const { width, height } = page.viewportSize();
  const box = await card(page).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height, JSON.stringify(box));
  const at = await link.boundingBox();
  const apart = box.y >= at.y + at.height - 1 || box.y + box.height <= at.y + 1;
  assert.ok(apart || at.height > 40, `${JSON.stringify(box)} covers ${JSON.stringify(at)}`);
}

for (const root of ["file", "http"]) {
  test(`a citation shows its entry under the pointer (${root})`, async () => {
    const page = await browser.page(BRIEFING, { root });
    const mark = page.locator(MARK).first();
    const to = await mark.getAttribute("href");
    const entry = await page.locator(`${to} > bdi`).innerText();
    const leads = await page.locator(`${to} .facts > :not(.backs) a`).evaluateAll((links) => links.map((link) => link.href));
    const grade = await page.locator(`${to} .grade`).innerText();
    await mark.hover();
    await opens(page);
    assert.equal(await card(page).locator(".entry").innerText(), entry);
    assert.deepEqual(await card(page).locator("a").evaluateAll((links) => links.map((link) => link.href)), leads);
    assert.ok(leads.length > 1, "to the source's page and to the source");
    assert.equal(await card(page).locator(".grade").innerText(), grade);
    assert.equal(await card(page).locator(".backs").count(), 0);
    await fits(page, mark);
    // It can be entered, and stays.
    await card(page).hover();
    await page.waitForTimeout(600);
    assert.equal(await card(page).count(), 1);
    await page.keyboard.press("Escape");
    await closes(page);
    await page.mouse.move(1, 1);
    await mark.hover();
    await opens(page);
    await page.mouse.move(1, 1);
    await closes(page);
    assert.deepEqual(page.complaints, []);
  });

  test(`the keyboard opens a card, enters it and leaves it (${root})`, async () => {
    const page = await browser.page(BRIEFING, { root });
    const mark = page.locator(MARK).first();
    // The focus of a key, not of a script.
    await mark.evaluate((link) => { link.tabIndex = 0; link.focus(); link.blur(); });
    await mark.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await opens(page);
    assert.ok(await mark.evaluate((link) => document.getElementById(link.getAttribute("aria-describedby"))?.matches(".card")));
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest(".card") !== null), "the next stop is in the card");
    await page.keyboard.press("Escape");
    await closes(page);
    assert.ok(await mark.evaluate((link) => document.activeElement === link), "the focus is back");
    await page.keyboard.press("Tab");
    assert.ok(!(await mark.evaluate((link) => document.activeElement === link)));
  });
}

test("a link to a note shows the head of its page, read once", async () => {
  const page = await browser.page(BRIEFING, { root: "http" });
  const link = page.locator(NOTE).first();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await link.hover();
  await opens(page);
  const to = (await link.evaluate((a) => a.href)).split("#")[0];
  const words = await card(page).innerText();
  const other = await browser.page(new URL(to).pathname.slice(1), { root: "http" });
  for (const part of [".note h1", ".note .kicker", ".note .lede"]) {
    const wanted = (await other.locator(part).innerText()).replace(/\s+/g, " ").trim();
    assert.ok(words.replace(/\s+/g, " ").includes(wanted), `${wanted} is not in ${words}`);
  }
  await page.mouse.move(1, 1);
  await closes(page);
  await link.hover();
  await opens(page);
  assert.equal(asked.filter((url) => url === to).length, 1);
  assert.deepEqual(page.complaints, []);
});

test("from a disk a link to a note has no card and works", async () => {
  const page = await browser.page(BRIEFING, { root: "file" });
  const link = page.locator(NOTE).first();
  await link.hover();
  await page.waitForTimeout(800);
  assert.equal(await card(page).count(), 0);
  const to = await link.evaluate((a) => a.href);
  await link.click();
  await page.waitForURL(to);
  assert.deepEqual(page.complaints, []);
});

test("on touch the first tap opens a card, the second follows", async () => {
  const phone = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };
  for (const [root, selector] of [["http", MARK], ["http", NOTE], ["file", MARK]]) {
    const page = await browser.page(BRIEFING, { root, ...phone });
    const link = page.locator(selector).first();
    const before = page.url();
    await link.tap();
    await opens(page);
    assert.equal(await page.evaluate(() => location.href), before);
    await fits(page, link);
    const to = await link.evaluate((a) => a.href);
    await link.tap();
    await page.waitForURL(to);
  }
  const page = await browser.page(BRIEFING, { root: "file", ...phone });
  const link = page.locator(NOTE).first();
  const to = await link.evaluate((a) => a.href);
  await link.tap();
  await page.waitForURL(to);
});

test("a tap elsewhere closes a card", async () => {
  const page = await browser.page(BRIEFING, { root: "file", viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true });
  await page.locator(MARK).first().tap();
  await opens(page);
  await page.locator("h1").tap({ force: true });
  await closes(page);
});

test("cards stay inside the window at every mark, also right to left", async () => {
  for (const width of [360, 1280]) {
    const page = await browser.page(BRIEFING, { root: "file", viewport: { width, height: 600 } });
    for (const dir of ["ltr", "rtl"]) {
      await page.evaluate((dir) => { document.documentElement.dir = dir; }, dir);
      const marks = await page.locator(MARK).all();
      for (const mark of [marks[0], marks[Math.floor(marks.length / 2)], marks.at(-1)]) {
        await page.mouse.move(1, 1);
        await mark.scrollIntoViewIfNeeded();
        await closes(page);
        await mark.hover();
        await opens(page);
        await fits(page, mark);
      }
    }
  }
});

test("without scripts a citation leads to its entry", async () => {
  const page = await browser.page(BRIEFING, { root: "file", javaScriptEnabled: false });
  const mark = page.locator(MARK).first();
  const to = await mark.getAttribute("href");
  await mark.click();
  await page.waitForURL((url) => url.href.endsWith(to));
  assert.equal(await card(page).count(), 0);
});
