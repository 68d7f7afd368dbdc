import { readFileSync } from "node:fs";
import * as ours from "../../src/stats/index.ts";

export type Compute = (...args: number[]) => number;

/** A function, what it is computed with, and the reference values it should give. */
export interface Case {
  readonly name: string;
  readonly group: "special" | "distribution";
  readonly points: readonly { readonly args: readonly number[]; readonly expected: number }[];
}

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string | null)[])[];
}

const tables = (file: string): Readonly<Record<string, Table>> =>
  JSON.parse(readFileSync(new URL(`../../test/golden/${file}`, import.meta.url), "utf8"));

const special = tables("special-functions.json");
const hypergeometric = tables("hypergeometric.json");
const distributions = tables("distributions.json");

function pointsOf(table: Table, arity: number, column: string): Case["points"] {
  const at = table.columns.indexOf(column);
  return table.rows
    .filter((row) => row[at] !== null)
    .map((row) => ({ args: row.slice(0, arity) as number[], expected: row[at] as number }));
}

const specialCases = [
  ...["logGamma", "digamma", "trigamma", "erf", "erfc", "erfInverse", "erfcInverse"].map(
    (name) => [name, special[name]!, 1, "value"] as const,
  ),
  ...["logBeta", "logRisingFactorial", "gammaPInverse", "gammaQInverse"].map(
    (name) => [name, special[name]!, 2, "value"] as const,
  ),
  ...["betaPInverse", "betaQInverse"].map((name) => [name, special[name]!, 3, "value"] as const),
  ["gammaP", special["gammaTails"]!, 2, "P"] as const,
  ["gammaQ", special["gammaTails"]!, 2, "Q"] as const,
  ["betaP", special["betaTails"]!, 3, "P"] as const,
  ["betaQ", special["betaTails"]!, 3, "Q"] as const,
  ["hyp2f1", hypergeometric["hyp2f1"]!, 4, "value"] as const,
  ["logHyp2f1", hypergeometric["logHyp2f1"]!, 4, "value"] as const,
];

/** Parameters first, then x; of quantiles p instead of x. */
function distributionCases(name: string): Case[] {
  const table = distributions[name]!;
  const quantiles = distributions[`${name}Quantile`]!;
  const side = quantiles.columns.indexOf("side");
  const arity = table.columns.indexOf("x") + 1;
  const quantileCase = (what: string, wanted: number): Case => ({
    name: `${name} ${what}`,
    group: "distribution",
    points: (quantiles.rows as readonly (readonly number[])[])
      .filter((row) => row[side] === wanted)
      .map((row) => ({ args: [...row.slice(0, side), row[side + 1]!], expected: row[side + 2]! })),
  });
  return [
    ...["density", "lower", "upper"].map(
      (what): Case => ({
        name: `${name} ${what}`,
        group: "distribution",
        points: pointsOf(table, arity, what),
      }),
    ),
    quantileCase("quantile", 0),
    quantileCase("upperQuantile", 1),
  ];
}

const distributionNames = Object.keys(distributions).filter(
  (name) => name !== "source" && !name.endsWith("Quantile"),
);

export const cases: readonly Case[] = [
  ...specialCases.map(
    ([name, table, arity, column]): Case => ({
      name,
      group: "special",
      points: pointsOf(table, arity, column).filter(
        // Refused by design: between the zeros of large parameters beside a smaller c.
        ({ args: [a, b, c, z] }) => !(name.endsWith("yp2f1") && z! < 0 && a! > c! && b! > c!),
      ),
    }),
  ),
  ...distributionNames.flatMap(distributionCases),
];

/** Our call of a case, ready to be made: of a distribution the record is there already, as it is meant to be used. */
export function ourCall(name: string, args: readonly number[], library: unknown = ours): () => number {
  const [first = "", what] = name.split(" ");
  if (what === undefined) {
    const compute = (library as Readonly<Record<string, Compute>>)[first]!;
    return () => compute(...args);
  }
  const makers = library as Readonly<Record<string, (parameters: object) => ours.Distribution>>;
  const names = distributions[first]!.columns;
  const parameters = Object.fromEntries(args.slice(0, -1).map((value, i) => [names[i], value]));
  const compute = makers[`${first}Distribution`]!(parameters)[what as keyof ours.Distribution];
  const x = args.at(-1)!;
  return () => compute(x);
}
