import { builtInAttributes, knowledgeAreas, recordKinds } from "../src/model/index.ts";
import { collections } from "../src/repositories/index.ts";

/** The tables of docs/model.md that are written from the code, by the name of their place on the page. */
export const modelTables: Readonly<Record<string, () => string>> = {
  records: () => {
    const stored = new Map<unknown, string>(
      Object.entries(collections).map(([name, { schema, kind }]) => [schema, `\`${name}\` (${kind})`]),
    );
    const kinds = Object.entries(recordKinds);
    const groups = [...new Set(kinds.map(([, kind]) => kind.group))];
    return groups
      .map((group) =>
        [
          `**${group[0]?.toUpperCase()}${group.slice(1)}**`,
          "",
          ...table(
            ["record", "what it is", "stored in"],
            kinds
              .filter(([, kind]) => kind.group === group)
              .map(([name, kind]) => [`\`${name}\``, kind.is, stored.get(kind.schema) ?? ""]),
          ),
        ].join("\n"),
      )
      .join("\n\n");
  },
  attributes: () =>
    (Object.keys(knowledgeAreas) as (keyof typeof knowledgeAreas)[])
      .map((area) =>
        [
          `**${area}**: ${knowledgeAreas[area]}`,
          "",
          ...table(
            [
              "attribute",
              "what it is",
              "of",
              "values",
              "weight",
              "half-life",
              "sensitivity",
              "erasure",
              "asked",
            ],
            builtInAttributes.keys
              .map((key) => builtInAttributes.find(key)!)
              .filter((attribute) => attribute.area === area)
              .map((attribute) => [
                `\`${attribute.key}\``,
                attribute.label,
                attribute.subjects.length === 3 ? "any" : attribute.subjects.join(", "),
                attribute.cardinality,
                String(attribute.weight),
                attribute.halfLifeDays === undefined ? "none" : `${attribute.halfLifeDays} d`,
                attribute.sensitivity,
                attribute.erasure,
                Object.keys(attribute.questions).join(", ") || "no",
              ]),
          ),
        ].join("\n"),
      )
      .join("\n\n"),
};

/** A table of Markdown. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |`;
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}

/** The page of the model with its tables written anew. */
export const withModelTables = (page: string): string => withTables(page, modelTables);

/** A page with each table between its two marks written anew. */
export function withTables(page: string, tables: Readonly<Record<string, () => string>>): string {
  return Object.entries(tables).reduce((text, [name, render]) => {
    const [open, close] = [`<!-- ${name}: written from the code -->`, `<!-- /${name} -->`];
    const [before, rest] = splitOnce(text, open);
    const [, after] = splitOnce(rest, close);
    return `${before}${open}\n\n${render()}\n\n${close}${after}`;
  }, page);
}

function splitOnce(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`Cannot write tables: the page must have the mark ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
