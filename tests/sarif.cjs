// Checks SARIF logs against the schema of the standard: node sarif.cjs SCHEMA LOG...
const fs = require("node:fs");
const Ajv = require("ajv");
const formats = require("ajv-formats");

const [schema, ...logs] = process.argv.slice(2);
// One pattern of the schema has a bracket too many, which only the older rules for patterns take.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema, "utf8")));
let results = 0;
for (const log of logs) {
  const value = JSON.parse(fs.readFileSync(log, "utf8"));
  if (!validate(value)) {
    console.error(`${log}: ${ajv.errorsText(validate.errors, { separator: "\n  " })}`);
    process.exitCode = 1;
  }
  for (const run of value.runs ?? []) results += run.results?.length ?? 0;
}
if (results === 0) {
  console.error("there is no result in any log");
  process.exitCode = 1;
}
console.log(`${logs.length} logs with ${results} results checked`);
