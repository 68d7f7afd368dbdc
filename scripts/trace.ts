/**
 * Writes docs/traceability.md: every requirement as proven (by the titles of passed tests), planned (a room of
 * the design will hold it) or open. With --check it writes nothing and fails when the page is out of date or a
 * requirement that was proven no longer is.
 *
 * Reads the results of the last `npm test` from .tmp/tests.json.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./_run.ts";

interface Requirement {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly room?: string;
}

interface TestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const kinds: Readonly<Record<string, string>> = {
  K: "knowledge",
  M: "metric",
  A: "analysis",
  C: "care or action",
  T: "table cell",
  P: "process",
  R: "ratio",
  B: "background",
};

const page = join(root, "docs/traceability.md");
const requirements: readonly Requirement[] = JSON.parse(
  readFileSync(join(root, "docs/requirements.json"), "utf8"),
);
const results: TestResults = JSON.parse(readFileSync(join(root, ".tmp/tests.json"), "utf8"));

const known = new Set(requirements.map((requirement) => requirement.id));
const proofs = new Map<string, Set<string>>();
const unknown: string[] = [];
for (const file of results.testResults)
  for (const test of file.assertionResults)
    for (const [id] of test.fullName.matchAll(/\bS\d-\d+\b/g)) {
      if (!known.has(id)) unknown.push(`${id} in "${test.fullName}"`);
      // A test skipped for want of a data folder or a server is still the proof; a failed one is not.
      if (test.status === "failed") continue;
      proofs.set(id, (proofs.get(id) ?? new Set()).add(relative(root, file.name)));
    }

const written = render();
const before = existsSync(page) ? readFileSync(page, "utf8") : "";
const lost = [...before.matchAll(/^\| (S\d-\d+) \| proven/gm)]
  .map(([, id = ""]) => id)
  .filter((id) => !proofs.has(id));
const problems = [
  ...unknown.map((what) => `unknown requirement ${what}`),
  ...lost.map((id) => `${id} was proven and no longer is`),
];
if (process.argv.includes("--check") && written !== before)
  problems.push("docs/traceability.md is out of date: run npm run trace");
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
if (!process.argv.includes("--check")) writeFileSync(page, written);
console.log(`${proofs.size} of ${requirements.length} requirements proven`);

function render(): string {
  const state = (requirement: Requirement): string =>
    proofs.has(requirement.id) ? "proven" : requirement.room === undefined ? "open" : "planned";
  const count = (name: string): number =>
    requirements.filter((requirement) => state(requirement) === name).length;
  const rows = requirements.map((requirement) => {
    const where = proofs.has(requirement.id)
      ? [...(proofs.get(requirement.id) ?? [])].sort().join(", ")
      : (requirement.room ?? "");
    return `| ${requirement.id} | ${state(requirement)} | ${kinds[requirement.kind]} | ${requirement.text.replaceAll("|", "\\|")} | ${where} |`;
  });
  return `# Traceability

Written by \`npm run trace\` from the titles of the tests; do not edit. A requirement is *proven* when a passed test
names it, *planned* when a room of the design is to hold it, and *open* otherwise.

${requirements.length} requirements: ${count("proven")} proven, ${count("planned")} planned, ${count("open")} open.

| id | state | kind | requirement | tests, or the room planned |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
}
