/**
 * Turns every ```ts fence of README, docs and doc comments into a test: `expression; // => value` becomes an
 * assertion, so that no page can show a value that the library does not compute.
 *
 * A fence opened with "ts no-run" is compiled but not run.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "./_run.ts";

const out = join(root, "test/examples");

interface Fence {
  readonly line: number;
  readonly run: boolean;
  readonly code: string;
}

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...walk("docs", ".md").filter((file) => !file.startsWith("docs/api/")),
  ...walk("src", ".ts"),
];

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
let count = 0;
for (const page of pages) {
  const source = readFileSync(join(root, page), "utf8");
  const fences = fencesOf(page.endsWith(".ts") ? commentsOf(source) : source);
  if (fences.length === 0) continue;
  writeFileSync(join(out, `${page.replaceAll(/[/.]/g, "-")}.test.ts`), testFile(page, fences));
  count += fences.length;
}
console.log(`${count} examples of ${pages.length} pages written as tests`);

function walk(folder: string, extension: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(extension))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/** The text of doc comments with every other line blanked, so that line numbers stay. */
function commentsOf(source: string): string {
  let inside = false;
  return source
    .split("\n")
    .map((line) => {
      if (/^\s*\/\*\*/.test(line)) inside = true;
      const kept = inside ? line.replace(/^\s*(\/\*\*|\*\/|\*) ?/, "") : "";
      if (line.includes("*/")) inside = false;
      return kept;
    })
    .join("\n");
}

function fencesOf(text: string): Fence[] {
  const fences: Fence[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const open = /^\s*```ts( no-run)?\s*$/.exec(lines[at] ?? "");
    if (open === null) continue;
    const from = at + 1;
    while (at + 1 < lines.length && !/^\s*```\s*$/.test(lines[at + 1] ?? "")) at++;
    fences.push({ line: from, run: open[1] === undefined, code: lines.slice(from, at + 1).join("\n") });
    at++;
  }
  return fences;
}

function testFile(page: string, fences: readonly Fence[]): string {
  const imports = new Map<string, Set<string>>();
  const bodies = fences.map((fence) => {
    const body = withoutImports(fence.code, imports);
    const { code, assertions } = withAssertions(body);
    if (fence.run && assertions === 0) throw new Error(`${page}:${fence.line}: the example asserts nothing`);
    const indented = code.replaceAll(/^(?=.)/gm, "  ");
    return fence.run
      ? `it("${page}:${fence.line}", async () => {\n${indented}\n});`
      : `void (async () => {\n${indented}\n});`;
  });
  const head = [...imports].map(([from, names]) => `import ${[...names].sort().join(", ")} from "${from}";`);
  return `// Written by scripts/write-examples.ts from ${page}.\nimport { expect, it } from "vitest";\n${merge(head).join("\n")}\n\n${bodies.join("\n\n")}\n`;
}

/** Takes the import declarations out of an example and collects what they bring in. */
function withoutImports(code: string, imports: Map<string, Set<string>>): string {
  const file = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true);
  let rest = code;
  for (const node of [...file.statements].reverse()) {
    if (!ts.isImportDeclaration(node)) continue;
    const from = (node.moduleSpecifier as ts.StringLiteral).text;
    const names = imports.get(from) ?? new Set<string>();
    imports.set(from, names);
    const bindings = node.importClause?.namedBindings;
    if (node.importClause?.name !== undefined) names.add(node.importClause.name.text);
    if (bindings !== undefined && ts.isNamespaceImport(bindings)) names.add(`* as ${bindings.name.text}`);
    if (bindings !== undefined && ts.isNamedImports(bindings)) {
      const type = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? "type " : "";
      for (const element of bindings.elements) names.add(`{ ${type}${element.getText()} }`);
    }
    rest = rest.slice(0, node.getFullStart()) + rest.slice(node.end);
  }
  return rest.replace(/^\n+/, "");
}

/** `import { a }, { type b } from "x"` written out as lines that TypeScript accepts. */
function merge(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const [, names = "", from = ""] = /^import (.*) from "(.*)";$/.exec(line) ?? [];
    const parts = names.split(/,\s*(?=[{*\w])/);
    const braced = parts.filter((part) => part.startsWith("{")).map((part) => part.slice(2, -2));
    const values = new Set(braced.filter((name) => !name.startsWith("type ")));
    const kept = braced.filter((name) => !name.startsWith("type ") || !values.has(name.slice(5)));
    return [
      ...(kept.length > 0 ? [`import { ${kept.join(", ")} } from "${from}";`] : []),
      ...parts.filter((part) => !part.startsWith("{")).map((part) => `import ${part} from "${from}";`),
    ];
  });
}

/** `expression; // => value` and `expression; // throws text` as assertions. */
function withAssertions(code: string): { readonly code: string; readonly assertions: number } {
  let assertions = 0;
  const file = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true);
  let result = code;
  for (const node of [...file.statements].reverse()) {
    if (!ts.isExpressionStatement(node)) continue;
    const tail = /^[ \t]*\/\/ (=>|throws) (.*)/.exec(result.slice(node.end));
    if (tail === null) continue;
    assertions++;
    const [whole, kind = "", value = ""] = tail;
    const expression = node.expression.getText();
    const check =
      kind === "=>"
        ? `expect(${expression}).toEqual(${value});`
        : `expect(() => ${expression}).toThrow(${JSON.stringify(value)});`;
    result = result.slice(0, node.getStart()) + check + result.slice(node.end + whole.length);
  }
  return { code: result, assertions };
}
