/**
 * Packs the package, installs the tarball in an empty folder outside the repository and uses it as a stranger
 * would: every entry point as ESM and as CommonJS, its types under two module resolutions, the command, and the
 * browser bundle of everything that is not a file reader. With `--node 22,24` the same on those versions, taken
 * from npm's `node` package.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { browserEntryPoints, entryPoints } from "./_entry-points.ts";
import { nodeOf } from "./_node-of.ts";
import { mustRun, root } from "./_run.ts";

const versions =
  (process.argv[process.argv.indexOf("--node") + 1] ?? "").match(/^\d+(,\d+)*$/)?.[0].split(",") ?? [];
const folder = mkdtempSync(join(tmpdir(), "clientele-pack-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

mustRun("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder]);
const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz")) ?? "";
writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "stranger", private: true }));
const peers = ["zod@4.6.7", "fast-check@4.10.2", "kysely@0.28.18", "@electric-sql/pglite@0.5.16"];
mustRun("npm", ["install", "--no-audit", "--no-fund", `./${tarball}`, ...peers], { cwd: folder });

const specifiers = Object.keys(entryPoints).map((name) =>
  name === "index" ? "clientele" : `clientele/${name}`,
);

// What a stranger's program does: import all, find that the two formats offer the same names, and compute one thing.
writeFileSync(
  join(folder, "use.cjs"),
  `module.exports = Object.fromEntries(${JSON.stringify(specifiers)}.map((name) => [name, Object.keys(require(name)).sort()]));`,
);
writeFileSync(
  join(folder, "use.mjs"),
  `import assert from "node:assert/strict";
import { createRequire } from "node:module";
const cjs = createRequire(import.meta.url)("./use.cjs");
for (const name of ${JSON.stringify(specifiers)}) {
  const names = Object.keys(await import(name)).filter((key) => key !== "default" && key !== "module.exports").sort();
  assert.ok(names.length > 0, name + " exports nothing");
  assert.deepEqual(names, cjs[name].filter((key) => key !== "default"), name);
}
const { orderLogFromRows } = await import("clientele/orders");
const { measureRfm } = await import("clientele/rfm");
const log = orderLogFromRows([{ customerId: "a", orderedOn: "2026-01-01", amount: "10.50" }], { currency: "EUR" });
assert.equal(measureRfm(log, { asOf: "2026-01-03" }).recencyDays[0], 2);
// The file of a further thread is found from either format.
const orders = { customers: Int32Array.of(0, 1, 0), days: Int32Array.of(20575, 20576, 20577), amounts: { currency: "EUR", exponent: 2, units: Int32Array.of(1990, 500, -1990) } };
for (const { createTotalsPool, shareBatch } of [await import("clientele/threads"), createRequire(import.meta.url)("clientele/threads")]) {
  const pool = await createTotalsPool({ threads: 2 });
  const totals = await pool.total(Array.from({ length: 500 }, () => shareBatch(orders)), { currency: "EUR" });
  assert.deepEqual([totals.orders, totals.customers().get("1").purchased.amount], [1500, "2500.00"]);
  await pool.close();
}
console.log("ok");
`,
);
// The embedded durable default: a store in a folder, opened again, and judged by the command.
writeFileSync(
  join(folder, "store.mjs"),
  `import assert from "node:assert/strict";
import { PGlite } from "@electric-sql/pglite";
import { pgliteDialect, sqlStore } from "clientele/sql";
import { Kysely } from "kysely";
const open = () => sqlStore(new Kysely({ dialect: pgliteDialect(new PGlite(process.argv[2])) }), { dialect: "pglite", destroyOnClose: true });
const kettle = { schemaVersion: 1, id: "p1", name: "Kettle", category: "Kitchen", consumable: false };
const store = open();
await store.upgradeSchema();
await store.products.save(kettle, { expected: "absent" });
await store.close();
const again = open();
assert.deepEqual((await again.upgradeSchema()).changes, []);
assert.equal((await again.products.get("p1")).name, "Kettle");
await again.close();
`,
);
writeFileSync(
  join(folder, "initializer.mjs"),
  `import { createMemoryStore } from "clientele/repositories";
export default { name: "memory", createStore: createMemoryStore };
`,
);
writeFileSync(
  join(folder, "use.ts"),
  `${specifiers.map((name, at) => `import * as m${at} from "${name}";`).join("\n")}\nexport const all = [${specifiers.map((_, at) => `m${at}`).join(", ")}];\n`,
);

for (const [module, moduleResolution] of [
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
] as const) {
  mustRun(
    process.execPath,
    [
      join(root, "node_modules/typescript/bin/tsc"),
      ...[
        "--noEmit",
        "--strict",
        "--exactOptionalPropertyTypes",
        "--target",
        "es2022",
        "--lib",
        "es2022,esnext.disposable,dom",
      ],
      ...["--module", module, "--moduleResolution", moduleResolution, "use.ts"],
    ],
    { cwd: folder },
  );
}
console.log("types: nodenext, bundler");

for (const version of ["", ...versions]) {
  const node = version === "" ? process.execPath : nodeOf(version);
  mustRun(node, ["use.mjs"], { cwd: folder });
  const demo = mustRun(node, ["node_modules/clientele/dist/cli.js", "demo", "--customers", "300", "--json"], {
    cwd: folder,
  });
  JSON.parse(demo);
  mustRun(node, ["store.mjs", `data-${version}`], { cwd: folder });
  const command = ["node_modules/clientele/dist/conformance.js", "initializer.mjs", "--json"];
  if (JSON.parse(mustRun(node, command, { cwd: folder })).conforms !== true) process.exit(1);
  console.log(
    `Node ${mustRun(node, ["--version"]).trim()}: ESM, CommonJS, the commands and a store in PGlite`,
  );
}

const bundle = await build({
  stdin: {
    contents: browserEntryPoints
      .filter((name) => name !== "testing")
      .map((name, at) => `export * as m${at} from "clientele${name === "index" ? "" : `/${name}`}";`)
      .join("\n"),
    resolveDir: folder,
  },
  bundle: true,
  write: false,
  platform: "browser",
  format: "iife",
  globalName: "clientele",
  logLevel: "silent",
});
// A context without `process`, `require` or `Buffer`: what is left is the language, as in a browser.
const context = createContext({});
runInContext(
  `${bundle.outputFiles[0]?.text ?? ""}; globalThis.rooms = Object.keys(clientele).length;`,
  context,
);
console.log(`browser: ${String(context["rooms"])} entry points run without Node`);
console.log(
  mustRun("npm", ["pack", "--dry-run", "--ignore-scripts"])
    .match(/package size: .*|unpacked size: .*/g)
    ?.join(", ") ?? "",
);
