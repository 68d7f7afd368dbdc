/**
 * A gate is trusted once it has been seen to fail. This script plants one fault at a time in a copy of the tree,
 * runs the gate that is there for it, and demands that it fails and says why. It prints a table for the record.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { mustRun, root, run } from "./_run.ts";

interface Fault {
  readonly gate: string;
  readonly fault: string;
  readonly file: string;
  /** The text to replace, or undefined to append to the file. */
  readonly find?: string;
  readonly put: string;
  readonly command: readonly string[];
  /** The folder in which the gate is run, where it is not the root. */
  readonly within?: string;
  /** What the gate must say, so that it fails for this reason and not for another. */
  readonly says: RegExp;
}

const lint = ["npx", "biome", "check", "--error-on-warnings", "src"];
const architecture = ["npx", "vitest", "run", "test/architecture.test.ts"];
const build = (gate: string): readonly string[] => ["sh", "-c", `npx tsup --silent && ${gate}`];

const faults: readonly Fault[] = [
  {
    gate: "lint",
    fault: "the clock",
    file: "src/rfm/index.ts",
    put: "export const at = (): number => Date.now();\n",
    command: lint,
    says: /clock, chance, locale/,
  },
  {
    gate: "lint",
    fault: "chance",
    file: "src/rfm/index.ts",
    put: "export const at = (): number => Math.random();\n",
    command: lint,
    says: /clock, chance, locale/,
  },
  {
    gate: "lint",
    fault: "the environment",
    file: "src/rfm/index.ts",
    put: 'export const at = process.env["HOME"];\n',
    command: lint,
    says: /noProcessEnv/,
  },
  {
    gate: "lint",
    fault: "the console",
    file: "src/workflow/index.ts",
    put: 'console.log("x");\n',
    command: lint,
    says: /noConsole/,
  },
  {
    gate: "lint",
    fault: "a node: import below the adapters",
    file: "src/value/index.ts",
    put: 'export { readFile } from "node:fs";\n',
    command: lint,
    says: /noNodejsModules/,
  },
  {
    gate: "format",
    fault: "a badly indented line",
    file: "src/value/index.ts",
    put: "      export   const x=1\n",
    command: lint,
    says: /format/,
  },
  {
    gate: "types",
    fault: "a string where a number belongs",
    file: "src/value/index.ts",
    put: 'export const x: number = "1";\n',
    command: ["npx", "tsc"],
    says: /TS2322/,
  },
  {
    gate: "architecture",
    fault: "a neighbour on floor 3",
    file: "src/value/index.ts",
    put: 'export { measureRfm } from "../rfm/index.ts";\n',
    command: architecture,
    says: /value\/index\.ts → rfm\/index\.ts/,
  },
  {
    gate: "architecture",
    fault: "reminders reading an analysis",
    file: "src/reminders/index.ts",
    put: 'export { measureRfm } from "../rfm/index.ts";\n',
    command: architecture,
    says: /reminders\/index\.ts → rfm\/index\.ts/,
  },
  {
    gate: "architecture",
    fault: "an import cycle",
    file: "src/issues/issue.ts",
    put: 'export { createIssueCollector } from "./issue-collector.ts";\n',
    command: architecture,
    says: /has no import cycle/,
  },
  {
    gate: "architecture",
    fault: "asynchronous code in a pure room",
    file: "src/rfm/index.ts",
    put: "export const later = async (): Promise<void> => {};\n",
    command: architecture,
    says: /asynchronous only/,
  },
  {
    gate: "architecture",
    fault: "zod in a numeric room",
    file: "src/stats/index.ts",
    put: 'export * as z from "zod";\n',
    command: architecture,
    says: /keeps zod out/,
  },
  {
    gate: "tests",
    fault: "ties that count upward",
    file: "src/rfm/_cuts.ts",
    find: "cuts[score - 1]! < values[i]!",
    put: "cuts[score - 1]! <= values[i]!",
    command: ["npx", "vitest", "run", "test/rfm"],
    says: /failed/,
  },
  {
    gate: "examples",
    fault: "a wrong value in a page",
    file: "docs/rfm.md",
    put: '\n```ts\nimport { minorDigits } from "clientele/money";\n\nminorDigits("JPY"); // => 2\n```\n',
    command: [
      "sh",
      "-c",
      "npx tsx scripts/write-examples.ts && npx vitest run test/examples/docs-rfm-md.test.ts",
    ],
    says: /docs\/rfm\.md/,
  },
  {
    gate: "traceability",
    fault: "a proof that was renamed away",
    file: "docs/traceability.md",
    find: "| S0-1 | planned |",
    put: "| S0-1 | proven |",
    command: ["npx", "tsx", "scripts/trace.ts", "--check"],
    says: /S0-1 was proven and no longer is/,
  },
  {
    gate: "undocumented symbols",
    fault: "a public function without words",
    file: "src/money/index.ts",
    put: "export const bare = (): number => 1;\n",
    command: ["npx", "tsx", "scripts/check-docs.ts"],
    says: /bare.*does not have any documentation/,
  },
  {
    gate: "API reports",
    fault: "a new public name",
    file: "src/money/index.ts",
    put: "/** New. */\nexport const fresh = (): number => 1;\n",
    command: build("npx tsx scripts/api-report.ts"),
    says: /API reports differ/,
  },
  {
    gate: "unused code",
    fault: "an export that nobody imports",
    file: "src/money/_powers-of-ten.ts",
    put: "export const idle = 1;\n",
    command: ["npx", "knip"],
    says: /idle/,
  },
  {
    gate: "publint",
    fault: "an export that points nowhere",
    file: "package.json",
    find: "./dist/rfm.cjs",
    put: "./dist/rmf.cjs",
    command: ["npx", "publint", "--strict"],
    says: /rmf\.cjs/,
  },
  {
    gate: "attw",
    fault: "types of the wrong format",
    file: "package.json",
    find: "./dist/rfm.d.cts",
    put: "./dist/rfm.d.ts",
    command: ["npx", "attw", "--pack", ".", "--profile", "node16"],
    says: /Masquerading|masquerad/i,
  },
  {
    gate: "sizes",
    fault: "zod in the bundle of stats",
    file: "src/stats/index.ts",
    put: 'import * as z from "zod";\nexport const schema = z.string();\n',
    command: build(
      "npx esbuild dist/stats.js --bundle --minify --format=esm --outfile=dist/stats.js --allow-overwrite --log-level=error && npx size-limit",
    ),
    says: /stats[\s\S]*exceeded/i,
  },
  {
    gate: "pack",
    fault: "a room left out of the tarball",
    file: "package.json",
    find: '"dist",',
    put: '"dist/index.js",',
    command: ["npx", "tsx", "scripts/check-pack.ts"],
    says: /failed/,
  },
  {
    gate: "pack",
    fault: "a Node module in the browser's part",
    file: "src/value/index.ts",
    put: 'export { readFileSync } from "node:fs";\n',
    command: build("npx tsx scripts/check-pack.ts"),
    says: /node:fs/,
  },
  {
    gate: "service",
    fault: "any key opens the door",
    file: "examples/service/src/require-key.ts",
    find: "given === undefined || !timingSafeEqual(digest(given), expected)",
    put: "given === undefined",
    command: ["node", "--import", "tsx", "--test", "test/service.test.ts"],
    within: "examples/service",
    says: /not ok[^\n]*key|✖[^\n]*key/i,
  },
];

const only = process.argv[2];
const kept = faults.filter((fault) => only === undefined || fault.gate === only);
const tree = mkdtempSync(join(tmpdir(), "clientele-faults-"));
process.on("exit", () => rmSync(tree, { recursive: true, force: true }));
const files = mustRun("git", ["ls-files", "-co", "--exclude-standard"]).trim().split("\n");
for (const file of [...files, ".tmp/tests.json"]) if (existsSync(join(root, file))) copy(file);
cpSync(join(root, "dist"), join(tree, "dist"), { recursive: true });
for (const modules of ["node_modules", "examples/service/node_modules"])
  if (existsSync(join(root, modules))) symlinkSync(join(root, modules), join(tree, modules));
mustRun("git", ["init", "--quiet"], { cwd: tree });
mustRun("npx", ["tsx", "scripts/write-examples.ts"], { cwd: tree });

let missed = 0;
console.log("| gate | planted fault | seen to fail |\n| --- | --- | --- |");
for (const fault of kept) {
  const path = join(tree, fault.file);
  const before = readFileSync(path, "utf8");
  if (fault.find !== undefined && !before.includes(fault.find))
    throw new Error(`Cannot plant "${fault.fault}": ${fault.file} does not contain ${fault.find}`);
  writeFileSync(path, fault.find === undefined ? before + fault.put : before.replace(fault.find, fault.put));
  const [command = "", ...args] = fault.command;
  const { status, output } = run(command, args, {
    cwd: join(tree, fault.within ?? "."),
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
  });
  writeFileSync(path, before);
  const seen = status !== 0 && fault.says.test(output);
  if (!seen) missed++;
  console.log(`| ${fault.gate} | ${fault.fault} | ${seen ? "yes" : "NO"} |`);
  if (!seen) console.error(`status ${status}\n${output.slice(-3000)}`);
  if (fault.command.join(" ").includes("tsup"))
    cpSync(join(root, "dist"), join(tree, "dist"), { recursive: true, force: true });
}
if (missed > 0) {
  console.error(`${missed} of ${kept.length} planted faults were not caught`);
  process.exit(1);
}
console.log(`\n${kept.length} planted faults, each caught`);

function copy(file: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  cpSync(join(root, file), join(tree, file));
}
