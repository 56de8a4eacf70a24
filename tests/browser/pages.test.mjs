// Every kind of page: sound for assistive technology, quiet, self-contained, steady, and no wider than the screen.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { KINDS, arabic, bytes, faults, open, pages, picture } from "./site.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const NARROW = { viewport: { width: 320, height: 640 } };

let site;
before(async () => { site = await open(); });
after(async () => { await site.close(); });

// A page in one way of looking at it: nothing wrong, nothing asked for from elsewhere, and a picture of it is kept.
async function look(from, path, name, options) {
  const page = await from.page(path, options);
  await picture(page, name);
  const wrong = [...page.complaints, ...await faults(page)];
  await page.context().close();
  return wrong.map((line) => `${name}: ${line}`);
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on any kind of page (${colorScheme})`, async () => {
    const wrong = [];
    for (const [kind, path] of Object.entries(KINDS)) {
      wrong.push(...await look(site, path, `${kind}-${colorScheme}`, { colorScheme }));
    }
    assert.deepEqual(wrong, []);
  });
}

test("axe finds nothing on a phone", async () => {
  const wrong = [];
  for (const [kind, path] of Object.entries(KINDS)) {
    wrong.push(...await look(site, path, `${kind}-phone`, PHONE));
  }
  assert.deepEqual(wrong, []);
});

test("axe finds nothing on any page of a site in Arabic", { skip: !arabic && "ARABIC names no site" }, async () => {
  const other = await open(arabic);
  const wrong = [];
  for (const path of pages(arabic)) {
    const name = `arabic-${path.replace(/\.html$/, "").replaceAll("/", "-")}`;
    wrong.push(...await look(other, path, `${name}-light`, {}));
    wrong.push(...await look(other, path, `${name}-dark-phone`, { colorScheme: "dark", ...PHONE }));
    const page = await other.page(path, PHONE);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), "rtl", path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${path} is ${width} wide`);
    await page.context().close();
  }
  await other.close();
  assert.deepEqual(wrong, []);
});

test("nothing but tables and pictures is wider than 320 pixels, which is 1280 pixels at 400 %", async () => {
  const wide = [];
  for (const path of Object.values(KINDS)) {
    const page = await site.page(path, NARROW);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) {
      wide.push(`${path} is ${width} wide`);
    }
    await page.context().close();
  }
  assert.deepEqual(wide, []);
});

test("headings come in order, and every page has its landmarks", async () => {
  for (const path of Object.values(KINDS)) {
    const page = await site.page(path);
    const levels = await page.locator("h1, h2, h3, h4, h5, h6").evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
    assert.equal(levels.filter((level) => level === 1).length, 1, `${path} has one h1`);
    const jumps = levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1);
    assert.deepEqual(jumps, [], `${path}: ${levels}`);
    for (const role of ["banner", "main", "contentinfo"]) {
      assert.equal(await page.getByRole(role).count(), 1, `${path}: ${role}`);
    }
    await page.context().close();
  }
});

test("nothing shifts while a page loads", async () => {
  for (const path of Object.values(KINDS)) {
    for (const options of [{}, PHONE]) {
      const page = await site.page(path, { root: "http", ...options });
      await page.waitForLoadState("networkidle");
      const shift = await page.evaluate(() => new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            sum += entry.value;
          }
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 200);
      }));
      assert.equal(shift, 0, path);
      await page.context().close();
    }
  }
});

test("a page is there with one HTML and one CSS file", async () => {
  for (const path of [KINDS.home, KINDS.briefing, KINDS.actor, KINDS.timeline]) {
    const page = await site.page("404.html", { root: "http" });
    const asked = [];
    await page.route("**/*", (route) => {
      const type = route.request().resourceType();
      asked.push(type);
      return ["document", "stylesheet"].includes(type) ? route.continue() : route.abort();
    });
    await page.goto(site.roots.http + path);
    assert.equal(asked.filter((type) => type === "document").length, 1);
    assert.equal(asked.filter((type) => type === "stylesheet").length, 1);
    assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgba(0, 0, 0, 0)");
    // What a page waits for besides is a script of a few lines, which sets the colours that the reader chose.
    const fresh = await site.page(path, { root: "http" });
    const waits = await fresh.evaluate(() => performance.getEntriesByType("resource")
      .filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => [new URL(entry.name).pathname, entry.decodedBodySize]));
    const others = waits.filter(([name]) => !name.endsWith(".css"));
    assert.ok(others.length <= 1 && others.every(([, size]) => size < 1024), JSON.stringify(others));
    await page.context().close();
    await fresh.context().close();
  }
});

test("the heaviest page weighs less than 150 KB on the line, with all that it is made of but pictures", async () => {
  const packed = (path) => gzipSync(bytes(path)).length;
  const heaviest = pages().map((path) => [packed(path), path]).sort((a, b) => b[0] - a[0])[0][1];
  const page = await site.page(heaviest, { root: "http" });
  const parts = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname.slice(1)));
  const text = [...new Set(parts)].filter((path) => /\.(css|js)$/.test(path));
  const weight = [heaviest, ...text].reduce((sum, path) => sum + packed(path), 0);
  const fonts = [...new Set(parts)].filter((path) => path.endsWith(".woff2")).reduce((sum, path) => sum + bytes(path).length, 0);
  console.log(`${heaviest}: ${weight} bytes, and ${fonts} of fonts that it does not wait for`);
  assert.ok(weight < 150_000, `${heaviest}: ${weight}`);
});
