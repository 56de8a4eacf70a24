// A browser, and the built sample site as a reader may have it: as a folder on a disk, and from a server.
//
// SITE is the folder of the site, ARABIC that of a site in Arabic, TOOLS the one whose node_modules has playwright-core and axe-core, CHROMIUM the
// browser. Pictures of pages are kept in the folder SHOTS, if it is named.

import assert from "node:assert/strict";
import { createReadStream, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createGzip } from "node:zlib";

const root = resolve(process.env.SITE ?? "public");
const tools = createRequire(join(resolve(process.env.TOOLS ?? "."), "index.js"));
const { chromium } = tools("playwright-core");
const shots = process.env.SHOTS && resolve(process.env.SHOTS);

/** Folder of a site in Arabic, if one has been built. */
export const arabic = process.env.ARABIC && resolve(process.env.ARABIC);

/** A page of each kind of the sample site. */
export const KINDS = {
  home: "index.html",
  briefing: "briefings/displacement-and-camps.html",
  actor: "actors/islamic-state.html",
  event: "events/tower-22-attack.html",
  source: "sources/worldmonitor-seed.html",
  place: "places/mosul.html",
  topic: "topics/displacement.html",
  page: "methodology.html",
  about: "about.html",
  timeline: "timeline.html",
  year: "timeline/2024.html",
  network: "network.html",
  actors: "actors.html",
  sources: "sources-by-grade.html",
  claims: "claims.html",
  figures: "figures.html",
  events: "events.html",
  places: "places.html",
  topics: "topics.html",
  briefings: "briefings.html",
  sourcing: "sourcing.html",
  changes: "changes.html",
  search: "search.html",
  missing: "404.html",
};

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

function answer(folder, request, response) {
  const path = join(folder, normalize(decodeURIComponent(new URL(request.url, "http://site").pathname)));
  if (!path.startsWith(folder) || !statSync(path, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  const headers = { "content-type": type };
  // Hosts pack what is text.
  const packs = /text|json|svg/.test(type) && /gzip/.test(request.headers["accept-encoding"]);
  response.writeHead(200, packs ? { ...headers, "content-encoding": "gzip" } : headers);
  const parts = packs ? [createReadStream(path), createGzip()] : [createReadStream(path)];
  parts.reduce((from, to) => from.pipe(to)).pipe(response);
}

/** All HTML files of a folder, by their path from there. */
export function pages(folder = root) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files.filter((file) => file.name.endsWith(".html")).map((file) => relative(folder, join(file.parentPath, file.name))).sort();
}

/** The largest pages of a site, and some of the others, spread evenly. */
export function sample(most, folder = root) {
  const all = pages(folder);
  const largest = all.map((path) => [bytes(path, folder).length, path]).sort((a, b) => b[0] - a[0]).slice(0, most).map(([, path]) => path);
  const step = Math.max(Math.floor(all.length / most), 1);
  return [...new Set([...largest, ...all.filter((_, i) => i % step === 0)])];
}

/** The bytes of a file of a site. */
export const bytes = (path, folder = root) => readFileSync(join(folder, path));

/** Starts the browser. */
export const launch = (more = []) => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ...more],
});

/** Opens a browser on the site in a folder; `close` ends it and the server. */
export async function open(folder = root) {
  const server = createServer((request, response) => answer(folder, request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await launch();
  const roots = {
    file: `${pathToFileURL(folder)}/`,
    http: `http://127.0.0.1:${server.address().port}/`,
  };
  return {
    roots,
    /** Opens a page of the site in a browser of its own; what the browser complains of is kept in `complaints`. */
    async page(path, { root: from = "file", ...options } = {}) {
      const context = await browser.newContext(options);
      // A machine that does much else is slow, not wrong.
      context.setDefaultTimeout(60_000);
      const page = await context.newPage();
      page.complaints = [];
      page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
      page.on("pageerror", (error) => page.complaints.push(String(error)));
      // What a script has read enough of, or a reader has left, it breaks off itself.
      page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && page.complaints.push(request.url()));
      page.on("request", (request) => {
        const url = request.url();
        const own = url.startsWith("data:") || Object.values(roots).some((start) => url.startsWith(start));
        if (!own) {
          page.complaints.push(`asked for ${url}`);
        }
      });
      /** Goes on to another page of the site, with no complaints yet. */
      page.turn = async (to) => {
        page.complaints.length = 0;
        await page.goto(roots[from] + to);
      };
      await page.turn(path);
      return page;
    },
    async close() {
      await browser.close();
      // Of a page that a failed test has left, nothing is waited for.
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/**
 * Asserts that what is read is a text, or matches a pattern, soon. A browser tells of a new address a moment after the page has it, so what is read
 * of an address at once may be the old one.
 */
export async function becomes(read, wanted) {
  const end = Date.now() + 30_000;
  const fits = (is) => (wanted instanceof RegExp ? wanted.test(is) : is === wanted);
  let is = await read();
  while (!fits(is) && Date.now() < end) {
    await new Promise((later) => setTimeout(later, 20));
    is = await read();
  }
  (wanted instanceof RegExp ? assert.match : assert.equal)(is, wanted);
}

/** The texts of all visible elements that a selector finds. */
export async function texts(page, selector) {
  const found = await page.locator(selector).filter({ visible: true }).allTextContents();
  return found.map((text) => text.replace(/\s+/g, " ").trim());
}

/** What axe finds wrong with a page, a line each for the first places of each rule. */
export async function faults(page) {
  await page.evaluate(readFileSync(tools.resolve("axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
    // Style sheets are seen by what they do; a page on a disk may not read them again.
    preload: false,
  }));
  return found.violations.flatMap((rule) => rule.nodes.slice(0, 3).map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary?.replace(/\s+/g, " ").slice(0, 240)}`));
}

/** Keeps a picture of a page under a name, where they are wanted; of a long one, its beginning. */
export async function picture(page, name) {
  if (!shots) {
    return;
  }
  mkdirSync(shots, { recursive: true });
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }));
  const clip = { x: 0, y: 0, width, height: Math.min(height, 4000) };
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true, clip, timeout: 120_000 });
}
