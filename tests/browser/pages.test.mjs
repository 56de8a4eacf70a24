// Every kind of page: sound for assistive technology, quiet, self-contained, steady, and no wider than the screen.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { KINDS, arabic, bytes, faults, open, pages, picture, sample } from "./site.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const NARROW = { viewport: { width: 320, height: 640 } };

let site;
before(async () => { site = await open(); });
after(async () => { await site.close(); });

// Pages in one way of looking at them, one after another in one tab: nothing wrong, nothing asked for from elsewhere, no wider than the
// screen; and a picture of each is kept.
async function look(from, named, form, { dir, ...options }) {
  const wrong = [];
  let page = null;
  for (const [name, path] of named) {
    await (page ? page.turn(path) : from.page(path, options).then((first) => { page = first; }));
    await picture(page, `${name}-${form}`);
    const own = await page.evaluate(() => ({ dir: getComputedStyle(document.body).direction, width: document.documentElement.scrollWidth }));
    const found = [...page.complaints, ...await faults(page)];
    if (own.width > page.viewportSize().width) {
      found.push(`is ${own.width} wide`);
    }
    if (dir && own.dir !== dir) {
      found.push(`runs ${own.dir}`);
    }
    wrong.push(...found.map((line) => `${path}, ${form}: ${line}`));
  }
  await page.context().close();
  return wrong;
}

const kinds = Object.entries(KINDS);
const FORMS = { light: {}, dark: { colorScheme: "dark" }, phone: PHONE, "phone-dark": { colorScheme: "dark", ...PHONE } };

for (const [form, options] of Object.entries(FORMS).slice(0, 3)) {
  test(`axe finds nothing on any kind of page (${form})`, async () => {
    assert.deepEqual(await look(site, kinds, form, options), []);
  });
}

test("axe finds nothing on the largest pages and on some of the others", async () => {
  const paths = sample(12).filter((path) => !Object.values(KINDS).includes(path));
  const named = paths.map((path) => [path.replace(/\.html$/, "").replaceAll("/", "-"), path]);
  assert.deepEqual(await look(site, named, "sample", {}), []);
});

for (const form of ["light", "phone-dark"]) {
  test(`axe finds nothing on any kind of page in Arabic (${form})`, async () => {
    const named = kinds.map(([kind, path]) => [`${kind}-ar`, `ar/${path}`]);
    assert.deepEqual(await look(site, named, form, { dir: "rtl", ...FORMS[form] }), []);
  });

  test(`axe finds nothing on a site in Arabic alone (${form})`, { skip: !arabic && "ARABIC names no site" }, async () => {
    const other = await open(arabic);
    const named = pages(arabic).map((path) => [`arabic-${path.replace(/\.html$/, "").replaceAll("/", "-")}`, path]);
    assert.deepEqual(await look(other, named, form, { dir: "rtl", ...FORMS[form] }), []);
    await other.close();
  });
}

test("nothing but tables and pictures is wider than 320 pixels, which is 1280 pixels at 400 %", async () => {
  const wide = [];
  const page = await site.page("404.html", NARROW);
  for (const path of Object.values(KINDS).flatMap((path) => [path, `ar/${path}`])) {
    await page.turn(path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) {
      wide.push(`${path} is ${width} wide`);
    }
  }
  assert.deepEqual(wide, []);
});

test("headings come in order, and every page has its landmarks", async () => {
  const page = await site.page("404.html");
  for (const path of Object.values(KINDS)) {
    await page.turn(path);
    const levels = await page.locator("h1, h2, h3, h4, h5, h6").evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
    assert.equal(levels.filter((level) => level === 1).length, 1, `${path} has one h1`);
    const jumps = levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1);
    assert.deepEqual(jumps, [], `${path}: ${levels}`);
    for (const role of ["banner", "main", "contentinfo"]) {
      assert.equal(await page.getByRole(role).count(), 1, `${path}: ${role}`);
    }
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

test("the HTML of a page has less than 150 KB", () => {
  const heavy = pages().map((path) => [path, bytes(path).length]).filter(([, size]) => size >= 150_000);
  assert.deepEqual(heavy, []);
});

test("styles and scripts of every page have less than 40 KB each", async () => {
  const page = await site.page("index.html", { root: "http" });
  const names = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname.slice(1)));
  const weight = (ending) => names.filter((name) => name.endsWith(ending)).reduce((sum, name) => sum + bytes(name).length, 0);
  const [styles, scripts] = [weight(".css"), weight(".js")];
  assert.ok(styles > 0 && styles < 40 * 1024, `${styles} bytes of styles`);
  assert.ok(scripts > 0 && scripts < 40 * 1024, `${scripts} bytes of scripts`);
  await page.context().close();
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
