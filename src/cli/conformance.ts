import { pathToFileURL } from "node:url";
import { type ConformanceReport, runContract, type StoreInitializer } from "../testing/index.ts";
import type { CommandIo } from "./command-io.ts";

const HELP = `clientele-conformance: runs the store contract of clientele on an adapter of yours.

  clientele-conformance <initializer> [--json] [text …]

  <initializer>  a module (.js, .mjs, .cjs) whose default export, or export "initializer", is
                 { name, createStore(), destroyStore?(store) }, and may have beforeAll() and afterAll()
  --json         the report as JSON on standard output, and nothing else
  text           only the tests whose name contains one of these; the report is then not complete

It ends with 0 if the store conforms, 1 if it does not or only a part was run, 2 if it could not be run.
`;

/** What a module may export: an initializer, and what is to be done before and after all tests. */
interface ConformanceModule extends StoreInitializer {
  beforeAll?(): void | Promise<void>;
  afterAll?(): void | Promise<void>;
}

/** Runs the command and returns its exit code. */
export async function conformance(args: readonly string[], io: Omit<CommandIo, "now">): Promise<number> {
  const json = args.includes("--json");
  const [file, ...only] = args.filter((arg) => arg !== "--json");
  if (file === undefined || file === "--help" || file === "-h") {
    (file === undefined ? io.stderr : io.stdout).write(HELP);
    return file === undefined ? 2 : 0;
  }
  const unknown = only.find((text) => text.startsWith("--"));
  if (unknown !== undefined) {
    io.stderr.write(`clientele-conformance: unknown option ${unknown}\n`);
    return 2;
  }
  try {
    const initializer = await load(file);
    await initializer.beforeAll?.();
    try {
      const report = await runContract(initializer, {
        only: only.length === 0 ? undefined : only,
        onTest: ({ outcome, test, message }) => {
          if (json) return;
          const mark = { passed: "ok      ", failed: "FAILED  ", "refused as declared": "refused " }[outcome];
          io.stdout.write(`${mark}${test}${message === undefined ? "" : `\n        ${message}`}\n`);
        },
      });
      io.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : `\n${summarise(report)}\n`);
      return report.conforms ? 0 : 1;
    } finally {
      await initializer.afterAll?.();
    }
  } catch (error) {
    io.stderr.write(`clientele-conformance: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function load(file: string): Promise<ConformanceModule> {
  const module = (await import(pathToFileURL(file).href)) as {
    readonly default?: unknown;
    readonly initializer?: unknown;
  };
  for (const candidate of [
    module.initializer,
    module.default,
    (module.default as typeof module)?.initializer,
  ]) {
    const found = candidate as Partial<ConformanceModule> | undefined;
    if (typeof found?.name === "string" && typeof found.createStore === "function")
      return found as ConformanceModule;
  }
  throw new Error(`${file} exports no initializer: { name, createStore() }`);
}

function summarise({ name, conforms, complete, passed, failed, refused }: ConformanceReport): string {
  const verdict = conforms ? "conforms" : complete ? "does not conform" : "was tested in part only";
  return `${name} ${verdict}: ${passed} passed (${refused.length} of them by refusing what it declares to lack), ${failed.length} failed`;
}
