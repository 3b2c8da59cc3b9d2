// Validates two feeds with the WebAssembly module that is named on the command line.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
const { allocate, check, memory } = instance.exports;

function validate(text) {
  const bytes = new TextEncoder().encode(text);
  const start = allocate(bytes.length);
  new Uint8Array(memory.buffer, start, bytes.length).set(bytes);
  const answer = check(start, bytes.length);
  const length = new DataView(memory.buffer).getUint32(answer, true);
  return JSON.parse(new TextDecoder().decode(new Uint8Array(memory.buffer, answer + 4, length)));
}

const bad = validate('<rss version="2.0"></rss>');
assert.equal(bad.format, "rss-2.0");
const { rule, severity, start, end } = bad.diagnostics.find((it) => it.severity === "error");
assert.deepEqual({ rule, severity, start, end }, { rule: "missing-element", severity: "error", start: 1, end: 4 });

const good = validate(await readFile(new URL("../../feeds/atom.xml", import.meta.url), "utf8"));
assert.equal(good.format, "atom-1.0");
assert.deepEqual(good.diagnostics.filter((it) => it.severity !== "info"), []);
console.log(`validated in WebAssembly: ${bad.diagnostics.length} and ${good.diagnostics.length} problems`);
