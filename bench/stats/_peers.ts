import { readFileSync } from "node:fs";
import type { Compute } from "./_cases.ts";

/** Another package, with its functions under our names, its own order of arguments put right. */
export interface Peer {
  readonly name: string;
  readonly functions: Readonly<Record<string, Compute>>;
}

/** A function of a module by its path, wherever the module keeps its exports. */
function pick(module: unknown, path: string): Compute {
  let found: unknown = module;
  for (const name of path.split(".")) found = (found as Record<string, unknown>)[name];
  if (typeof found !== "function") throw new TypeError(`no function ${path}`);
  return found as Compute;
}

async function load(name: string): Promise<Record<string, unknown>> {
  const module = (await import(name)) as Record<string, unknown>;
  return (module["default"] ?? module) as Record<string, unknown>;
}

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(new URL(`./node_modules/${name}/package.json`, import.meta.url), "utf8")).version;

async function stdlib(): Promise<Peer> {
  const special = async (name: string): Promise<Compute> =>
    (await load(`@stdlib/math-base-special-${name}`)) as unknown as Compute;
  const distribution = async (name: string): Promise<Compute> =>
    (await load(`@stdlib/stats-base-dists-${name}`)) as unknown as Compute;
  const [gammainc, gammaincinv, betainc, betaincinv] = await Promise.all(
    ["gammainc", "gammaincinv", "betainc", "betaincinv"].map(special),
  );
  const flag = (value: boolean): number => value as unknown as number;
  const functions: Record<string, Compute> = {
    gammaP: (x, a) => gammainc!(x!, a!, flag(true), flag(false)),
    gammaQ: (x, a) => gammainc!(x!, a!, flag(true), flag(true)),
    gammaPInverse: (p, a) => gammaincinv!(p!, a!, flag(false)),
    gammaQInverse: (p, a) => gammaincinv!(p!, a!, flag(true)),
    betaP: (x, a, b) => betainc!(x!, a!, b!, flag(true), flag(false)),
    betaQ: (x, a, b) => betainc!(x!, a!, b!, flag(true), flag(true)),
    betaPInverse: (p, a, b) => betaincinv!(p!, a!, b!, flag(false)),
    betaQInverse: (p, a, b) => betaincinv!(p!, a!, b!, flag(true)),
  };
  const same = {
    logGamma: "gammaln",
    digamma: "digamma",
    trigamma: "trigamma",
    logBeta: "betaln",
    erf: "erf",
    erfc: "erfc",
    erfInverse: "erfinv",
    erfcInverse: "erfcinv",
    hyp2f1: "hyp2f1",
  };
  for (const [ours, theirs] of Object.entries(same)) functions[ours] = await special(theirs);
  const last =
    (compute: Compute): Compute =>
    (...args) =>
      compute(args.at(-1)!, ...args.slice(0, -1));
  const names = { normal: "normal", t: "t", chiSquare: "chisquare", f: "f", gamma: "gamma", beta: "beta" };
  for (const [ours, theirs] of Object.entries(names)) {
    functions[`${ours} lower`] = last(await distribution(`${theirs}-cdf`));
    functions[`${ours} quantile`] = last(await distribution(`${theirs}-quantile`));
  }
  functions["binomial lower"] = last(await distribution("binomial-cdf"));
  functions["binomial density"] = last(await distribution("binomial-pmf"));
  functions["poisson lower"] = last(await distribution("poisson-cdf"));
  functions["poisson density"] = last(await distribution("poisson-pmf"));
  functions["negativeBinomial lower"] = last(await distribution("negative-binomial-cdf"));
  const [cdf, pmf] = [await distribution("hypergeometric-cdf"), await distribution("hypergeometric-pmf")];
  functions["hypergeometric lower"] = (m, u, n, k) => cdf(k!, m! + u!, m!, n!);
  functions["hypergeometric density"] = (m, u, n, k) => pmf(k!, m! + u!, m!, n!);
  return { name: "@stdlib", functions };
}

async function jstat(): Promise<Peer> {
  const module = (await load("jstat"))["jStat"];
  const at = (path: string): Compute => pick(module, path);
  const functions: Record<string, Compute> = {
    logGamma: at("gammaln"),
    logBeta: at("betaln"),
    erf: at("erf"),
    erfc: at("erfc"),
    erfcInverse: at("erfcinv"),
    gammaP: (x, a) => at("lowRegGamma")(a!, x!),
    gammaPInverse: at("gammapinv"),
    betaP: at("ibeta"),
    betaPInverse: at("ibetainv"),
  };
  const names = {
    normal: "normal",
    t: "studentt",
    chiSquare: "chisquare",
    f: "centralF",
    beta: "beta",
    gamma: "gamma",
    binomial: "binomial",
    poisson: "poisson",
    negativeBinomial: "negbin",
  };
  for (const [ours, theirs] of Object.entries(names)) {
    // jStat's gamma takes a scale.
    const moved = (args: number[]): number[] =>
      ours === "gamma" ? [args[2]!, args[0]!, 1 / args[1]!] : [args.at(-1)!, ...args.slice(0, -1)];
    functions[`${ours} density`] = (...args) => at(`${theirs}.pdf`)(...moved(args));
    functions[`${ours} lower`] = (...args) => at(`${theirs}.cdf`)(...moved(args));
    if (!["binomial", "poisson", "negativeBinomial"].includes(ours))
      functions[`${ours} quantile`] = (...args) => at(`${theirs}.inv`)(...moved(args));
  }
  functions["hypergeometric density"] = (m, u, n, k) => at("hypgeom.pdf")(k!, m! + u!, m!, n!);
  functions["hypergeometric lower"] = (m, u, n, k) => at("hypgeom.cdf")(k!, m! + u!, m!, n!);
  return { name: `jstat ${versionOf("jstat")}`, functions };
}

async function cephes(): Promise<Peer> {
  const module = await load("cephes");
  await module["compiled"];
  const at = (path: string): Compute => pick(module, path);
  const standard =
    (name: string): Compute =>
    (mean, sd, x) =>
      at(name)((x! - mean!) / sd!);
  const functions: Record<string, Compute> = {
    logGamma: at("lgam"),
    digamma: at("psi"),
    logBeta: at("lbeta"),
    erf: at("erf"),
    erfc: at("erfc"),
    gammaP: (x, a) => at("igam")(a!, x!),
    gammaQ: (x, a) => at("igamc")(a!, x!),
    gammaQInverse: (q, a) => at("igami")(a!, q!),
    betaP: (x, a, b) => at("incbet")(a!, b!, x!),
    betaPInverse: (p, a, b) => at("incbi")(a!, b!, p!),
    hyp2f1: at("hyp2f1"),
    "normal lower": standard("ndtr"),
    "normal quantile": (mean, sd, p) => mean! + sd! * at("ndtri")(p!),
    "t lower": at("stdtr"),
    "t quantile": at("stdtri"),
    "chiSquare lower": at("chdtr"),
    "chiSquare upper": at("chdtrc"),
    "chiSquare upperQuantile": at("chdtri"),
    "f lower": at("fdtr"),
    "f upper": at("fdtrc"),
    "binomial lower": (n, p, k) => at("bdtr")(k!, n!, p!),
    "binomial upper": (n, p, k) => at("bdtrc")(k!, n!, p!),
    "poisson lower": (mean, k) => at("pdtr")(k!, mean!),
    "poisson upper": (mean, k) => at("pdtrc")(k!, mean!),
  };
  return { name: `cephes ${versionOf("cephes")}`, functions };
}

async function libR(): Promise<Peer> {
  const module = await load("lib-r-math.js");
  const at = (path: string): Compute => pick(module, path);
  const flag = (value: boolean): number => value as unknown as number;
  const no = undefined as unknown as number;
  const functions: Record<string, Compute> = {
    logGamma: at("lgamma"),
    digamma: at("digamma"),
    trigamma: at("trigamma"),
    logBeta: at("lbeta"),
    gammaP: (x, a) => at("pgamma")(x!, a!, 1),
    gammaQ: (x, a) => at("pgamma")(x!, a!, 1, no, flag(false)),
    gammaPInverse: (p, a) => at("qgamma")(p!, a!, 1),
    gammaQInverse: (q, a) => at("qgamma")(q!, a!, 1, no, flag(false)),
    betaP: (x, a, b) => at("pbeta")(x!, a!, b!),
    betaQ: (x, a, b) => at("pbeta")(x!, a!, b!, no, flag(false)),
    betaPInverse: (p, a, b) => at("qbeta")(p!, a!, b!),
    betaQInverse: (q, a, b) => at("qbeta")(q!, a!, b!, no, flag(false)),
  };
  // What stands between the parameters and the flag for the tail.
  const names: Record<string, readonly [string, readonly number[]]> = {
    normal: ["norm", []],
    t: ["t", [no]],
    chiSquare: ["chisq", [no]],
    f: ["f", [no]],
    gamma: ["gamma", [no]],
    beta: ["beta", [no]],
    binomial: ["binom", []],
    poisson: ["pois", []],
    negativeBinomial: ["nbinom", [no]],
    hypergeometric: ["hyper", []],
  };
  for (const [ours, [theirs, gap]] of Object.entries(names)) {
    const ask =
      (prefix: string, upper: boolean): Compute =>
      (...args) =>
        at(prefix + theirs)(args.at(-1)!, ...args.slice(0, -1), ...gap, flag(!upper));
    functions[`${ours} density`] = (...args) => at(`d${theirs}`)(args.at(-1)!, ...args.slice(0, -1));
    functions[`${ours} lower`] = ask("p", false);
    functions[`${ours} upper`] = ask("p", true);
    functions[`${ours} quantile`] = ask("q", false);
    functions[`${ours} upperQuantile`] = ask("q", true);
  }
  return { name: `lib-r-math.js ${versionOf("lib-r-math.js")}`, functions };
}

async function mathjs(): Promise<Peer> {
  const module = await load("mathjs");
  const functions = { logGamma: pick(module, "lgamma"), erf: pick(module, "erf") };
  return { name: `mathjs ${versionOf("mathjs")}`, functions };
}

async function simpleStatistics(): Promise<Peer> {
  const module = await load("simple-statistics");
  const functions: Record<string, Compute> = {
    logGamma: pick(module, "gammaln"),
    erf: pick(module, "errorFunction"),
    erfInverse: pick(module, "inverseErrorFunction"),
    "normal lower": (mean, sd, x) => pick(module, "cumulativeStdNormalProbability")((x! - mean!) / sd!),
    "normal quantile": (mean, sd, p) => mean! + sd! * pick(module, "probit")(p!),
  };
  return { name: `simple-statistics ${versionOf("simple-statistics")}`, functions };
}

/** The packages that are installed here. */
export async function loadPeers(): Promise<readonly Peer[]> {
  const peers: Peer[] = [];
  for (const peer of [stdlib, jstat, cephes, libR, mathjs, simpleStatistics]) {
    try {
      peers.push(await peer());
    } catch (error) {
      console.warn(`${peer.name} is left out: ${error instanceof Error ? error.message : error}`);
    }
  }
  return peers;
}
