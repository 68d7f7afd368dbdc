import fc from "fast-check";

// One fixed seed makes a red run repeatable; `CLIENTELE_SEED=random` is for the nightly run, which prints the seed
// of a failure, and `CLIENTELE_RUNS` asks for more cases of each property than the usual hundred.
const seed = process.env["CLIENTELE_SEED"] ?? "20261122";
const runs = process.env["CLIENTELE_RUNS"];
fc.configureGlobal({
  ...(seed === "random" ? {} : { seed: Number(seed) }),
  ...(runs === undefined ? {} : { numRuns: Number(runs) }),
});
