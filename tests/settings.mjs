// The settings of a new site in an editor: the YAML language server that VS Code, Zed and others start finds the schema that `init` wrote, completes
// and explains by it, and reports what does not fit.
//
// TOOLS is the folder whose node_modules has yaml-language-server; the argument is the folder of a site.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const modules = join(resolve(process.env.TOOLS ?? "."), "node_modules");
const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = createRequire(join(modules, "index.js"))("vscode-jsonrpc/node");
const server = spawn(process.execPath, [join(modules, "yaml-language-server/bin/yaml-language-server"), "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const editor = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));

/** Those who wait for the findings in a text. */
const waiting = new Map();
editor.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => waiting.get(uri)?.(diagnostics));
editor.onRequest("workspace/configuration", ({ items }) => items.map(({ section }) => (section === "yaml" ? { validate: true, completion: true, hover: true, schemaStore: { enable: false } } : null)));
editor.onRequest("client/registerCapability", () => null);
editor.listen();

const rootUri = pathToFileURL(folder).href;
await editor.sendRequest("initialize", {
  processId: process.pid,
  rootUri,
  capabilities: { workspace: { configuration: true, workspaceFolders: true }, textDocument: { completion: { completionItem: { documentationFormat: ["markdown"] } } } },
  workspaceFolders: [{ uri: rootUri, name: "site" }],
});
editor.sendNotification("initialized", {});

const uri = pathToFileURL(join(folder, "site.yaml")).href;
let version = 0;

/** Shows the server a text in place of that of site.yaml, and gives what it finds there. */
async function findings(text) {
  const found = new Promise((done) => waiting.set(uri, done));
  version += 1;
  if (version === 1) {
    editor.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version, text } });
  } else {
    editor.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
  }
  return (await found).map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

/** What the server offers at the end of a text. */
async function offered(text) {
  await findings(text);
  const lines = text.split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1).length };
  const answer = await editor.sendRequest("textDocument/completion", { textDocument: { uri }, position });
  return new Map((answer.items ?? answer).map((item) => [item.label, item]));
}

const written = readFileSync(join(folder, "site.yaml"), "utf8");
const head = written.split("\n", 1)[0];
assert.match(head, /^# yaml-language-server: /);
assert.deepEqual(await findings(written), [], "what init wrote is right");

const wrong = await findings(`${head}\ntitel: x\nlanguages: [english]\nrules: {stale: never, bad-date: off}\n`);
for (const [line, words] of [[2, /title|titel/], [3, /english|pattern/i], [4, /never|accepted|valid/i]]) {
  assert.ok(wrong.some((finding) => finding.startsWith(`${line}: `) && words.test(finding)), `line ${line}: ${wrong.join("; ")}`);
}

const fields = await offered(`${head}\ntitle: x\nbase`);
assert.ok(fields.has("base_url"), [...fields.keys()].join());
assert.match(JSON.stringify(fields.get("base_url").documentation), /address|https/i);
const levels = await offered(`${head}\ntitle: x\nrules:\n  stale: `);
assert.deepEqual([...levels.keys()].map((label) => label.replaceAll("\"", "")).sort(), ["error", "off", "warn"]);

editor.dispose();
server.kill();
console.log("the YAML language server reads, completes and checks the settings of a new site");
