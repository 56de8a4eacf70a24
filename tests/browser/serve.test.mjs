// The preview in a browser: what changes on disk changes on the screen, and nothing else does.
//
// SOURCEBOOK is the program; without it, the one of the last release build.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

import { becomes, faults, launch } from "./site.mjs";

const program = resolve(process.env.SOURCEBOOK ?? "target/release/sourcebook");
let folder, server, browser, context, page, address;
const complaints = [];

const write = (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const note = (path, body) => write(`content/${path}`, body);
const long = Array.from({ length: 80 }, (_, i) => `Paragraph ${i} of the text.\n`).join("\n");

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "sourcebook-preview-"));
  write("site.yaml", "title: Preview\n");
  note("actors/one.md", `---\ntitle: The One\n---\nFirst words, see [[two]].\n\n${long}`);
  note("actors/two.md", "---\ntitle: The Two\n---\nAnother text.\n");
  server = spawn(program, ["serve", "--port", "0", "--root", folder], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: server.stdout });
  address = await new Promise((found) => lines.on("line", (line) => line.includes("http://") && found(line.match(/http:\S+/)[0])));
  browser = await launch();
  context = await browser.newContext();
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(address);
});
after(async () => {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const go = (path) => page.goto(new URL(path, address).href);
/** True as long as the page has not been loaded again. */
const mark = () => page.evaluate(() => { window.stillHere = true; });
const isStill = () => page.evaluate(() => window.stillHere === true);

test("the key leaves the address and the page is there", async () => {
  await becomes(() => new URL(page.url()).search, "");
  await page.getByRole("heading", { name: "Preview" }).first().waitFor();
});

test("a saved note is shown where the reader is", async () => {
  await go("/actors/one.html");
  await page.evaluate(() => window.scrollTo(0, 1500));
  await page.waitForTimeout(300);
  note("actors/one.md", `---\ntitle: The One\n---\nSecond words, see [[two]].\n\n${long}`);
  await page.locator("#text").getByText("Second words").waitFor();
  await page.waitForFunction(() => Math.abs(window.scrollY - 1500) < 60);
});

test("a change elsewhere leaves the page alone", async () => {
  await mark();
  note("actors/two.md", "---\ntitle: The Two\n---\nYet another text.\n");
  const other = await context.newPage();
  await other.goto(new URL("/actors/two.html", address).href);
  await other.getByText("Yet another text").waitFor();
  await other.close();
  await page.waitForTimeout(500);
  assert.ok(await isStill());
});

test("a mistake is shown over the last good page, and goes when it is mended", async () => {
  await mark();
  note("actors/one.md", `---\ntitle: The One\n---\nSecond words, see [[tow]].\n\n${long}`);
  const panel = page.getByRole("alert");
  await panel.getByText("content/actors/one.md:4:").waitFor();
  assert.match(await panel.innerText(), /did you mean/);
  assert.ok(await page.locator("#text").getByText("Second words").isVisible());
  assert.ok(await isStill());
  assert.deepEqual(await faults(page), []);
  note("actors/one.md", `---\ntitle: The One\n---\nThird words, see [[two]].\n\n${long}`);
  await page.locator("#text").getByText("Third words").waitFor();
  await panel.waitFor({ state: "detached" });
});

test("another style needs no other page", async () => {
  await mark();
  write("static/css/own.css", "h1 { letter-spacing: 7px !important }");
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing === "7px");
  assert.ok(await isStill());
});

test("nothing was complained of", () => assert.deepEqual(complaints, []));
