// Measures pages as Lighthouse sees a phone on a slow line; ends with an error where a figure is below what is asked for.
//
// SITE, TOOLS and CHROMIUM as for the tests. The machine may be shared: of speed, less is asked than a quiet one gives.

import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { KINDS, launch, open } from "./site.mjs";

const ASKED = { performance: 0.9, accessibility: 1, "best-practices": 1, seo: 1 };
const PORT = 9333 + (process.pid % 500);

const tools = createRequire(join(resolve(process.env.TOOLS ?? "."), "index.js"));
const { default: lighthouse } = await import(pathToFileURL(tools.resolve("lighthouse")));

const site = await open();
const browser = await launch([`--remote-debugging-port=${PORT}`]);
const measure = (path) => lighthouse(site.roots.http + path, { port: PORT, logLevel: "error", onlyCategories: Object.keys(ASKED) });

// What else a machine does makes a page slow by chance, never fast: the best of three counts.
async function best(path) {
  let found = null;
  for (let i = 0; i < 3 && !(found?.categories.performance.score >= ASKED.performance); i += 1) {
    const { lhr } = await measure(path);
    found = found?.categories.performance.score > lhr.categories.performance.score ? found : lhr;
  }
  return found;
}

let failed = false;
for (const kind of ["home", "briefing", "actor", "timeline"]) {
  const { audits, categories } = await best(KINDS[kind]);
  const below = Object.keys(ASKED).filter((name) => categories[name].score < ASKED[name]);
  const shift = audits["cumulative-layout-shift"].numericValue;
  failed ||= below.length > 0 || shift > 0;
  const scores = Object.keys(ASKED).map((name) => `${name} ${Math.round(categories[name].score * 100)}`);
  console.log(`${kind}: ${scores.join(", ")}; shift ${shift}, first paint ${audits["first-contentful-paint"].displayValue}`);
  for (const name of below) {
    const short = categories[name].auditRefs.map(({ id }) => audits[id]).filter((audit) => audit.score !== null && audit.score < 1);
    console.log(`  ${name}: ${short.map((audit) => `${audit.id} ${audit.displayValue ?? ""}`).join("; ")}`);
  }
}
await browser.close();
await site.close();
process.exit(failed ? 1 : 0);
