// A browser, and the built sample site as a reader may have it: as a folder on a disk, and from a server.
//
// SITE is the folder of the site, TOOLS the one whose node_modules has playwright-core, CHROMIUM the browser.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.env.SITE ?? "public");
const { chromium } = createRequire(join(resolve(process.env.TOOLS ?? "."), "index.js"))("playwright-core");

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

function answer(request, response) {
  const path = join(folder, normalize(decodeURIComponent(new URL(request.url, "http://site").pathname)));
  if (!path.startsWith(folder) || !statSync(path, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
  createReadStream(path).pipe(response);
}

/** Opens a browser; `close` ends it and the server. */
export async function open() {
  const server = createServer(answer);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const roots = {
    file: `${pathToFileURL(folder)}/`,
    http: `http://127.0.0.1:${server.address().port}/`,
  };
  return {
    roots,
    /** Opens a page of the site; every complaint of the browser fails the test that asks for `complaints`. */
    async page(path, { root = "file", ...options } = {}) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.complaints = [];
      page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
      page.on("pageerror", (error) => page.complaints.push(String(error)));
      page.on("requestfailed", (request) => page.complaints.push(request.url()));
      await page.goto(roots[root] + path);
      return page;
    },
    async close() {
      await browser.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The texts of all visible elements that a selector finds. */
export async function texts(page, selector) {
  const found = await page.locator(selector).filter({ visible: true }).allTextContents();
  return found.map((text) => text.replace(/\s+/g, " ").trim());
}
