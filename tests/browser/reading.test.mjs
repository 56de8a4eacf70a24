// Finding one's way: colours that stay as they were chosen, the keyboard alone, the list of contents, the menu of a phone, paper, and no scripts at all.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { KINDS, open, pages, texts } from "./site.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let site;
before(async () => { site = await open(); });
after(async () => { await site.close(); });

const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const isDark = async (page) => Math.max(...(await paper(page)).match(/\d+/g).slice(0, 3).map(Number)) < 64;
const scheme = (page) => page.locator(".scheme");

for (const root of ["file", "http"]) {
  test(`the chosen colours are kept between pages and set before anything is drawn (${root})`, async () => {
    const page = await site.page(KINDS.home, { root, colorScheme: "light" });
    const names = [];
    const darks = [];
    for (let i = 0; i < 4; i += 1) {
      names.push(await scheme(page).getAttribute("aria-label"));
      darks.push(await isDark(page));
      await scheme(page).click();
    }
    assert.deepEqual(darks, [false, false, true, false], "automatic, light, dark, automatic");
    assert.equal(new Set(names).size, 3, names.join());
    assert.equal(names[0], names[3]);

    await scheme(page).click();
    assert.ok(await isDark(page));
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (document.body) {
          globalThis.schemeAtFirst = document.documentElement.dataset.scheme;
          observer.disconnect();
        }
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(site.roots[root] + KINDS.actor);
    assert.equal(await page.evaluate(() => globalThis.schemeAtFirst), "dark");
    assert.ok(await isDark(page));
    assert.equal(await scheme(page).getAttribute("aria-label"), names[2]);
    assert.deepEqual(page.complaints, []);
  });
}

test("colours can be switched where nothing can be kept", async () => {
  const page = await site.page("404.html", { colorScheme: "light" });
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
  });
  await page.goto(site.roots.file + KINDS.home);
  await scheme(page).click();
  await scheme(page).click();
  assert.ok(await isDark(page));
  assert.deepEqual(page.complaints, []);
});

test("the device's colours are followed without scripts, and no dead button is shown", async () => {
  const page = await site.page(KINDS.briefing, { javaScriptEnabled: false, colorScheme: "dark" });
  assert.ok(await isDark(page));
  assert.equal(await scheme(page).isVisible(), false);
});

// What has the focus: where it is, whether it is seen to have it, and whether anything lies over it.
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body) {
    return null;
  }
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const style = getComputedStyle(element);
  // The middle of the part of it that is in the window.
  const middle = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2;
  const top = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  return {
    name: `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`,
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: !!top && (element.contains(top) || top.contains(element)),
    inside: box.bottom > 0 && box.top < innerHeight,
  };
});

for (const kind of ["home", "briefing", "claims"]) {
  test(`the keyboard alone goes through a page, and one sees where it is (${kind})`, async () => {
    const page = await site.page(KINDS[kind]);
    await page.keyboard.press("Tab");
    assert.match((await focused(page)).name, /Skip to content/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/#main$/);
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "the menu is skipped");
    for (let i = 0; i < 60; i += 1) {
      const now = await focused(page);
      assert.ok(now, `step ${i} has the focus somewhere`);
      assert.ok(now.ringed && now.seen && now.inside, `step ${i}: ${JSON.stringify(now)}`);
      await page.keyboard.press("Tab");
    }
    assert.deepEqual(page.complaints, []);
  });
}

test("the list of contents marks what is being read", async () => {
  const page = await site.page(KINDS.briefing);
  const marked = () => texts(page, ".toc [aria-current]");
  const entries = await texts(page, ".toc a");
  assert.ok(entries.length > 5);
  for (const i of [entries.length - 2, 3, 1]) {
    await page.locator(".toc a").nth(i).click();
    await page.waitForFunction((words) => document.querySelector(".toc [aria-current]")?.textContent.trim() === words, entries[i]);
    assert.deepEqual(await marked(), [entries[i]]);
  }
  assert.deepEqual(page.complaints, []);
});

for (const javaScriptEnabled of [true, false]) {
  test(`menu and contents fold away on a phone and open by a tap (scripts: ${javaScriptEnabled})`, async () => {
    const page = await site.page(KINDS.briefing, { javaScriptEnabled, ...PHONE });
    const menu = page.locator("#menu");
    assert.equal(await menu.isVisible(), false);
    await page.locator(".open-menu").tap();
    assert.ok(await menu.isVisible());
    const box = await menu.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 844 && box.width <= 390, JSON.stringify(box));
    await menu.getByRole("link", { name: "Claims" }).tap();
    await page.waitForURL(/claims\.html$/);

    const other = await site.page(KINDS.briefing, { javaScriptEnabled, ...PHONE });
    const entry = other.locator(".toc a").first();
    assert.equal(await entry.isVisible(), false);
    await other.locator(".toc summary").tap();
    assert.ok(await entry.isVisible());
  });
}

test("on a wide screen the contents stand beside the text, without scripts too", async () => {
  const page = await site.page(KINDS.briefing, { javaScriptEnabled: false });
  assert.ok(await page.locator(".toc a").first().isVisible());
  assert.ok(await page.locator("#menu").isVisible());
  assert.equal(await page.locator(".open-menu").isVisible(), false);
});

test("what can be tapped is large enough for a finger", async () => {
  for (const kind of ["home", "briefing", "claims"]) {
    const page = await site.page(KINDS[kind], PHONE);
    const small = await page.locator("button, summary, .masthead a, .masthead input, .crumbs a, .toc a, .pager a, .orders a, .jumps a, .rail a").evaluateAll((all) => all
      .map((element) => [element.textContent.trim() || element.className, element.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24)).map(([name, box]) => `${name}: ${box.width} by ${box.height}`));
    assert.deepEqual(small, [], kind);
  }
});

test("on paper a briefing is a document: references with their addresses, and nothing to click", async () => {
  const page = await site.page(KINDS.briefing);
  await page.emulateMedia({ media: "print" });
  for (const gone of [".menu", ".toc", ".scheme", ".skip", ".rail", ".backs", ".cite-as details", ".masthead form"]) {
    assert.equal(await page.locator(gone).filter({ visible: true }).count(), 0, gone);
  }
  const address = page.locator(".references a.outside").first();
  const printed = await address.evaluate((link) => getComputedStyle(link, "::after").content);
  assert.ok(printed.includes(await address.getAttribute("href")), printed);
  assert.equal(await page.locator("article a:not(.outside)").first().evaluate((link) => getComputedStyle(link, "::after").content), "none");
  const pdf = await page.pdf();
  assert.ok(pdf.length > 20_000);
});

test("without scripts, links alone reach every page", async () => {
  const page = await site.page(KINDS.home, { root: "http" });
  // Documents that are parsed and not shown run no scripts.
  const reached = await page.evaluate(async () => {
    const start = new URL("index.html", location).href;
    const seen = new Set([start]);
    const ahead = [start];
    while (ahead.length > 0) {
      const here = ahead.pop();
      const document = new DOMParser().parseFromString(await (await fetch(here)).text(), "text/html");
      // The search box leads to its page as a link does.
      for (const link of document.querySelectorAll("a[href], form[action]")) {
        const to = new URL(link.getAttribute("href") ?? link.getAttribute("action"), here);
        to.hash = to.search = "";
        if (to.origin === location.origin && to.pathname.endsWith(".html") && !seen.has(to.href)) {
          seen.add(to.href);
          ahead.push(to.href);
        }
      }
    }
    return [...seen];
  });
  const paths = new Set(reached.map((link) => decodeURIComponent(link.slice(site.roots.http.length))));
  assert.deepEqual(pages().filter((path) => !paths.has(path) && !/(^|\/)404\.html$/.test(path)), []);
  assert.deepEqual(page.complaints, []);
});
