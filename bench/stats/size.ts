/** Bytes that a user of some functions takes on, minified and packed, written into docs/stats-functions.md. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { markdownTable, writeToDocs } from "./_docs-table.ts";

const index = fileURLToPath(new URL("../../src/stats/index.ts", import.meta.url));

const choices: Record<string, string> = {
  "`logGamma`": "logGamma",
  "`digamma`, `trigamma`": "digamma, trigamma",
  "`erf`, `erfc`, their inverses": "erf, erfc, erfInverse, erfcInverse",
  "`gammaP`, `gammaQ`": "gammaP, gammaQ",
  "`betaP`, `betaQ`": "betaP, betaQ",
  "`hyp2f1`, `logHyp2f1`": "hyp2f1, logHyp2f1",
  "`normalDistribution`": "normalDistribution",
  "`tDistribution`": "tDistribution",
  "`binomialDistribution`": "binomialDistribution",
  "`solveLinear`": "solveLinear",
  "`leastSquares`": "leastSquares",
  "`minimize`": "minimize",
  "`fitLinear`": "fitLinear",
  "`fitLogistic`": "fitLogistic",
  "`testIndependence`": "testIndependence",
  "`testMannWhitney`": "testMannWhitney",
  "`quantile`": "quantile",
  "all special functions":
    "logGamma, digamma, trigamma, logBeta, logRisingFactorial, erf, erfc, erfInverse, erfcInverse, gammaP, gammaQ, gammaPInverse, gammaQInverse, betaP, betaQ, betaPInverse, betaQInverse, hyp2f1, logHyp2f1",
  "all distributions":
    "normalDistribution, tDistribution, chiSquareDistribution, fDistribution, gammaDistribution, betaDistribution, binomialDistribution, poissonDistribution, negativeBinomialDistribution, hypergeometricDistribution, betaBinomialDistribution",
};

choices["the whole room"] = "*";

const rows: string[][] = [];
for (const [label, names] of Object.entries(choices)) {
  const result = await build({
    stdin: {
      contents: `export ${names === "*" ? "*" : `{ ${names} }`} from ${JSON.stringify(index)};`,
      resolveDir: ".",
    },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  const code = result.outputFiles[0]!.contents;
  const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);
  rows.push([label, kilobytes(code.length), kilobytes(gzipSync(code, { level: 9 }).length)]);
}
const table = markdownTable(["imported", "kB minified", "kB gzipped"], rows);
console.log(table);
writeToDocs("size", table);
