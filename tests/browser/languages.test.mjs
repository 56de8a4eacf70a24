// The switcher of languages: it stays on the page, and the words around the notes change with their direction.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import test, { after, before } from "node:test";

import { open } from "./site.mjs";

const site = resolve(process.env.SITE ?? "public");
let browser;
before(async () => { browser = await open(); });
after(() => browser.close());

test("the switcher stays on the page, both ways, from the disk", async () => {
  assert.ok(existsSync(join(site, "ar/index.html")), "the sample site has an Arabic tree");
  for (const path of ["index.html", "about.html", "actors/islamic-state.html", "timeline.html"]) {
    const page = await browser.page(path);
    const direction = () => page.locator("html").getAttribute("dir");
    assert.equal(await direction(), "ltr");
    await page.locator(".languages a[hreflang=ar]").click();
    await page.waitForURL((url) => url.pathname.endsWith(`/ar/${path}`));
    assert.equal(await direction(), "rtl");
    assert.equal(await page.locator("html").getAttribute("lang"), "ar");
    await page.locator(".languages a[hreflang=en]").click();
    await page.waitForURL((url) => url.pathname.endsWith(path) && !url.pathname.includes("/ar/"));
    assert.deepEqual(page.complaints, []);
  }
});

test("a page without a translation is marked with its language", async () => {
  const page = await browser.page("ar/actors/abu-baqir-al-saadi.html");
  assert.equal(await page.locator(".untranslated").count(), 1);
  assert.equal(await page.locator("#text").getAttribute("lang"), "en");
  assert.equal(await page.locator("#text").getAttribute("dir"), "ltr");
});
