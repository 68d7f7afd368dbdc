/**
 * Writes docs/conformance.md: what the store contract found of every adapter, and which test catches which broken
 * one. Needs PostgreSQL and MariaDB at 127.0.0.1 and, for SQLite, Node 22 or later; a database that does not answer
 * keeps this page from being written, so that it never shows less than all of them.
 *
 *     node --import tsx scripts/write-conformance.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createMemoryStore } from "clientele/repositories";
import { type ConformanceReport, runContract } from "clientele/testing";
import {
  openMariadb,
  openNodeSqlite,
  openPglite,
  openPostgres,
  type Reached,
} from "../test/adapters/sql/_databases.ts";
import { broken } from "../test/testing/_broken-stores.ts";
import { root } from "./_run.ts";

async function reportOn(reached: Reached): Promise<ConformanceReport> {
  if (typeof reached === "string") throw new Error(`Cannot write the page: ${reached}`);
  try {
    return await runContract({ name: reached.name, createStore: reached.createStore });
  } finally {
    await reached.drop();
  }
}

const reports = [
  await runContract({ name: "memory", createStore: createMemoryStore }),
  await reportOn(await openPglite()),
  await reportOn(await openNodeSqlite()),
  await reportOn(await openPostgres()),
  await reportOn(await openMariadb()),
];

const row = (cells: readonly unknown[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
const code = (text: unknown): string => `\`${String(text)}\``;

const capabilities = Object.keys(
  reports[0]?.capabilities ?? {},
) as (keyof ConformanceReport["capabilities"])[];
const groups = reports[0]?.groups.map(({ group }) => group) ?? [];

const catches: string[][] = [];
for (const [what, createStore, where] of broken) {
  const report = await runContract({ name: what, createStore });
  const failed = report.failed.map(({ test }) => test);
  if (!failed.includes(where)) throw new Error(`Cannot write the page: ${what} is not caught by ${where}`);
  catches.push([
    what,
    code(where.slice(0, where.indexOf(":"))),
    where.slice(where.indexOf(":") + 2),
    String(failed.length),
  ]);
}

writeFileSync(
  join(root, "docs/conformance.md"),
  `# What the contract found

Written by \`scripts/write-conformance.ts\`, which runs every test of [\`storeContract\`](testing.md) on every adapter. A
test is _refused as declared_ when the store says that it lacks a capability and was seen to refuse the call; no test
is ever skipped.

## Adapters

${table(
  ["", ...reports.map(({ name }) => name)],
  [
    ["conforms", ...reports.map(({ conforms }) => (conforms ? "yes" : "**no**"))],
    ["passed", ...reports.map(({ passed }) => passed)],
    ["of these refused as declared", ...reports.map(({ refused }) => refused.length)],
    ["failed", ...reports.map(({ failed }) => failed.length)],
    ...groups.map((group) => [
      code(group),
      ...reports.map((report) => {
        const found = report.groups.find((one) => one.group === group);
        return `${found?.passed} of ${found?.tests}`;
      }),
    ]),
  ],
)}

What each declares:

${table(
  ["capability", ...reports.map(({ name }) => name)],
  capabilities.map((name) => [code(name), ...reports.map((report) => report.capabilities[name])]),
)}

PGlite runs on Node 20, 22 and 24. SQLite is \`node:sqlite\` here (Node 22 and later); through better-sqlite3 the contract
runs from \`bench/\` with the same result. The MySQL dialect is proven on MariaDB only.

A process that is killed in the middle of a transaction loses nothing acknowledged and leaves nothing half-written:
\`test/adapters/sql/crash.test.ts\` kills one on PGlite in a folder, SQLite in a file, PostgreSQL and MariaDB.

## Broken adapters

The suite is tested itself: each of these stores has one fault that real adapters have had, and the test named must
fail on it. The last column counts all tests that fail.

${table(["a store that", "group", "is caught by", "fails"], catches)}
`,
);
for (const { name, conforms, passed, failed } of reports)
  console.log(
    `${name}: ${conforms ? "conforms" : "does not conform"}, ${passed} passed, ${failed.length} failed`,
  );
process.exit(reports.every(({ conforms }) => conforms) ? 0 : 1);
