import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const src = resolve(import.meta.dirname, "../src");

/** Floor of each room. A room imports only from lower floors, but for the neighbours named below. */
const floors: Readonly<Record<string, number>> = {
  ids: 0,
  kernels: 0,
  issues: 0,
  money: 0,
  calendar: 0,
  stats: 0,
  model: 1,
  orders: 2,
  knowledge: 2,
  ledger: 2,
  rfm: 3,
  value: 3,
  migration: 3,
  lifetime: 3,
  affinity: 3,
  trend: 3,
  campaign: 3,
  loyalty: 3,
  service: 3,
  maturity: 3,
  reminders: 4,
  repositories: 4,
  workflow: 5,
  "adapters/push-down": 5,
  "adapters/csv": 6,
  "adapters/duckdb": 6,
  "adapters/sql": 6,
  "adapters/threads": 6,
  charts: 6,
  testing: 6,
  synthetic: 6,
  cli: 7,
  "": 8,
};

/** The few arrows between rooms of one floor. */
const neighbours = new Set([
  "money → issues",
  "calendar → issues",
  "stats → issues",
  "loyalty → value",
  "trend → rfm",
]);

/** Rooms that see no analysis: analyses reach the engine as insights of `model` only. */
const highestFloorSeen: Readonly<Record<string, number>> = { reminders: 2, repositories: 1 };

/** Packages that a room may use at run time; type-only imports are free. */
const packages: Readonly<Record<string, readonly string[]>> = {
  money: ["decimal.js"],
  calendar: ["@date-fns/tz"],
  model: ["zod"],
  reminders: ["zod"],
  repositories: ["zod"],
  "adapters/csv": ["udsv", "date-fns", "@date-fns/tz"],
  "adapters/sql": ["kysely"],
  testing: ["fast-check"],
  cli: ["@clack/prompts", "@electric-sql/pglite", "kysely"],
};

/** Rooms whose user must not pay for zod at run time. */
const withoutZod = [
  "issues",
  "money",
  "calendar",
  "stats",
  "orders",
  "rfm",
  "value",
  "migration",
  "affinity",
  "trend",
  "campaign",
];

const asynchronous = [
  "orders",
  "repositories",
  "workflow",
  "adapters/csv",
  "adapters/duckdb",
  "adapters/push-down",
  "adapters/sql",
  "adapters/threads",
  "testing",
  "cli",
];

/** Data tables, the one excuse for a long file. */
const tables = new Set<string>([
  "model/built-in-attributes.ts",
  "model/insight.ts",
  "model/record-kinds.ts",
  "reminders/messages/simplified-chinese.ts",
  "reminders/messages/traditional-chinese.ts",
]);

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .sort();
const text = new Map(files.map((file) => [file, readFileSync(join(src, file), "utf8")]));
const arrows: Arrow[] = [...text].flatMap(([file, code]) => arrowsOf(file, code));

function arrowsOf(file: string, code: string): Arrow[] {
  const found: Arrow[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined
    ) {
      const specifier = (node.moduleSpecifier as ts.StringLiteral).text;
      const typeOnly = ts.isImportDeclaration(node)
        ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : node.isTypeOnly;
      found.push({ from: file, to: target(file, specifier), typeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const argument = node.arguments[0];
      if (argument !== undefined && ts.isStringLiteral(argument))
        found.push({ from: file, to: target(file, argument.text), typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true));
  return found;
}

function target(file: string, specifier: string): string {
  return specifier.startsWith(".")
    ? relative(src, resolve(src, dirname(file), specifier))
    : `npm:${specifier}`;
}

function roomOf(file: string): string {
  const [first = "", second = ""] = file.split("/");
  if (!file.includes("/")) return "";
  return first === "adapters" ? `${first}/${second}` : first;
}

const packageName = (to: string): string => {
  const parts = to.slice("npm:".length).split("/");
  return parts[0]?.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
};

describe("the house", () => {
  it("has only rooms that stand on a floor", () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !(room in floors))).toEqual([]);
  });

  it("lets every room import from lower floors alone", () => {
    const wrong = arrows
      .filter((arrow) => !arrow.to.startsWith("npm:"))
      .map((arrow) => [roomOf(arrow.from), roomOf(arrow.to), arrow] as const)
      .filter(([from, to]) => from !== to)
      .filter(([from, to]) => {
        const [above, below] = [floors[from] ?? 0, floors[to] ?? 0];
        if (below > (highestFloorSeen[from] ?? Number.POSITIVE_INFINITY)) return true;
        return below >= above && !neighbours.has(`${from} → ${to}`);
      })
      .map(([, , arrow]) => `${arrow.from} → ${arrow.to}`);
    expect(wrong).toEqual([]);
  });

  it("enters another room through its index, and the own room never through it", () => {
    const wrong = arrows
      .filter((arrow) => !arrow.to.startsWith("npm:"))
      .filter((arrow) => {
        const [from, to] = [roomOf(arrow.from), roomOf(arrow.to)];
        return from === to ? arrow.to === `${to}/index.ts` : to !== "" && arrow.to !== `${to}/index.ts`;
      })
      .map((arrow) => `${arrow.from} → ${arrow.to}`);
    expect(wrong).toEqual([]);
  });

  it("has no import cycle", () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to]);
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
        return;
      }
      state.set(file, "open");
      for (const to of next.get(file) ?? []) walk(to, [...path, file]);
      state.set(file, "done");
    };
    for (const file of files) walk(file, []);
    expect(cycles).toEqual([]);
  });

  it("keeps packages in the rooms that name them", () => {
    const wrong = arrows
      .filter((arrow) => arrow.to.startsWith("npm:") && !arrow.to.startsWith("npm:node:") && !arrow.typeOnly)
      .filter((arrow) => !(packages[roomOf(arrow.from)] ?? []).includes(packageName(arrow.to)))
      .map((arrow) => `${arrow.from} → ${arrow.to}`);
    expect(wrong).toEqual([]);
  });

  it("keeps zod out of the numeric rooms at run time", () => {
    const next = new Map<string, string[]>();
    for (const { from, to, typeOnly } of arrows)
      if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
    const reach = (room: string): boolean => {
      const seen = new Set<string>();
      const queue = [`${room}/index.ts`];
      for (const file of queue) {
        for (const to of next.get(file) ?? []) {
          if (packageName(to) === "zod" && to.startsWith("npm:")) return true;
          if (!seen.has(to)) queue.push(to);
          seen.add(to);
        }
      }
      return false;
    };
    expect(withoutZod.filter((room) => files.includes(`${room}/index.ts`)).filter(reach)).toEqual([]);
  });

  it("imports zod as a namespace, so that bundlers drop what is not used", () => {
    const wrong = [...text].filter(([, code]) => /import\s+(type\s+)?\{[^}]*\}\s+from\s+"zod"/.test(code));
    expect(wrong.map(([file]) => file)).toEqual([]);
  });

  it("is asynchronous only where it reads or writes", () => {
    const wrong = [...text]
      .filter(([file]) => !asynchronous.includes(roomOf(file)))
      .filter(([, code]) => /\basync\b|\bawait\b|\bPromise</.test(withoutComments(code)));
    expect(wrong.map(([file]) => file)).toEqual([]);
  });

  it("keeps files short and well named", () => {
    const long = [...text]
      .filter(([file]) => !tables.has(file))
      .filter(([, code]) => code.split("\n").length > 301)
      .map(([file]) => file);
    const named = files.filter((file) => /(^|\/)_?(utils?|commons?|helpers?|misc|types)\.ts$/.test(file));
    expect({ long, named }).toEqual({ long: [], named: [] });
  });

  it("opens every room with its definitions", () => {
    const indexes = files.filter((file) => file.endsWith("/index.ts") && roomOf(file) !== "cli");
    const missing = indexes.filter((file) => !/^\/\*\*[\s\S]*?definitions/i.test(text.get(file) ?? ""));
    expect(missing).toEqual([]);
  });
});

/** A comment may speak of `async`; only code counts. */
function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\/\/.*$/gm, "");
}
