import fc from "fast-check";

// One fixed seed makes a red run repeatable; `CLIENTELE_SEED=random` is for the nightly run,
// which prints the seed of a failure.
const requested = process.env["CLIENTELE_SEED"] ?? "20261122";
if (requested !== "random") fc.configureGlobal({ seed: Number(requested) });
