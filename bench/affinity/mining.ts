/**
 * Frequent itemsets and rule matching: this library beside node-fpgrowth, in one run, and beside R's arules by recorded ratios.
 *
 *     CLIENTELE_DATA=… npm run bench -- affinity
 *
 * Reads `data/affinity` of the folder named by CLIENTELE_DATA; nothing is measured without it. All engines start from the same lists
 * of texts and must find the same number of itemsets of every length before a ratio is printed. The least processor time of each
 * counts. R is not run: arules (1.7-10, its C code in one process with R 4.2) took a recorded part of the time of node-fpgrowth
 * on the same job and the same machine, and that part stands for it. Its time starts from transactions that are coded already, so
 * ours is shown from coded baskets too.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  type Baskets,
  basketsFromLists,
  deriveRules,
  matchRules,
  mineItemsets,
} from "../../src/affinity/index.ts";

interface Job {
  readonly name: string;
  readonly file: string;
  readonly support: number;
  /** Recorded milliseconds of arules' apriori in C and of node-fpgrowth, in one session. */
  readonly recorded: { readonly arules: number; readonly fpgrowth: number };
  readonly goal: string;
}

const jobs: readonly Job[] = [
  {
    name: "Groceries",
    file: "groceries.dat",
    support: 0.001,
    recorded: { arules: 20, fpgrowth: 246 },
    goal: "no goal",
  },
  {
    name: "retail",
    file: "retail.dat",
    support: 0.001,
    recorded: { arules: 330, fpgrowth: 6438 },
    goal: "node-fpgrowth ≥ 25, arules ≥ 1.3",
  },
  {
    name: "T10I4D100K",
    file: "T10I4D100K.dat",
    support: 0.001,
    recorded: { arules: 391, fpgrowth: 7961 },
    goal: "node-fpgrowth ≥ 15, arules ≥ 0.9",
  },
];

/** Recorded milliseconds of arules' is.subset, 5,668 rules against 9,835 baskets, beside node-fpgrowth on Groceries at 0.1 %. */
const recordedMatching = { arules: 893, fpgrowth: 246 };

type Peer = new (
  support: number,
) => { exec(lists: string[][]): Promise<{ items: string[]; support: number }[]> };
const folder = join(process.env["CLIENTELE_DATA"] ?? "", "data/affinity");
const peer = loadPeer();

if (process.env["CLIENTELE_DATA"] === undefined || !existsSync(folder))
  console.log("CLIENTELE_DATA does not name the folder of the data sets: nothing measured");
else if (peer === undefined)
  console.log("node-fpgrowth is not installed: run npm ci in bench; nothing measured");
else await run(peer);

async function run(FPGrowth: Peer): Promise<void> {
  let groceries = 0;
  for (const { name, file, support, recorded, goal } of jobs) {
    const lists = readFileSync(join(folder, file), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.trim().split(" "));
    const ours = () => mineItemsets(basketsFromLists(lists), { minSupport: support });
    const found = ours();
    const sizes: number[] = [];
    // Its second exec on one instance finds nothing, so each run has an instance of its own.
    const theirs = await cpuOf(1 + Number(name === "Groceries") * 4, async () => {
      sizes.length = 0;
      for (const { items } of await new FPGrowth(support).exec(lists))
        sizes[items.length - 1] = (sizes[items.length - 1] ?? 0) + 1;
    });
    if (sizes.join() !== found.sizes.join())
      throw new Error(
        `${name}: node-fpgrowth finds ${sizes.join(" / ")} itemsets, we ${found.sizes.join(" / ")}`,
      );
    const fromTexts = await cpuOf(9, ours);
    const baskets = basketsFromLists(lists);
    const fromCodes = await cpuOf(9, () => mineItemsets(baskets, { minSupport: support }));
    const arules = (theirs * recorded.arules) / recorded.fpgrowth;
    console.log(
      `\n${name}, ${baskets.size} baskets, support ${support}: ${sizes.join(" / ")} itemsets, the same of both`,
    );
    console.log(
      `  node-fpgrowth ${theirs.toFixed(0)} ms; ours from texts ${fromTexts.toFixed(0)} ms, from baskets ${fromCodes.toFixed(0)} ms`,
    );
    console.log(
      `  ${(theirs / fromTexts).toFixed(1)} × node-fpgrowth from texts, ${(theirs / fromCodes).toFixed(1)} × from baskets`,
    );
    console.log(
      `  ${(arules / fromCodes).toFixed(2)} × arules (C) from coded baskets, by its recorded part ${(recorded.arules / recorded.fpgrowth).toFixed(3)} of node-fpgrowth; with coding texts ${(arules / fromTexts).toFixed(2)} ×`,
    );
    console.log(`  goals: ${goal}`);
    if (name !== "Groceries") continue;
    groceries = theirs;
    await matching(baskets, groceries);
  }
}

async function matching(baskets: Baskets, fpgrowth: number): Promise<void> {
  const rules = deriveRules(mineItemsets(baskets, { minSupport: 0.001 }));
  const { size } = matchRules(rules, baskets);
  if (rules.size !== 5668 || size !== 155_413)
    throw new Error(`Expected 155413 matches of 5668 rules, found ${size} of ${rules.size}`);
  const ours = await cpuOf(15, () => matchRules(rules, baskets));
  const arules = (fpgrowth * recordedMatching.arules) / recordedMatching.fpgrowth;
  console.log(`\nmatching 5,668 rules to 9,835 baskets: 155,413 matches, as arules`);
  console.log(
    `  ours ${ours.toFixed(1)} ms; ${(arules / ours).toFixed(1)} × arules by its recorded part of node-fpgrowth (goal ≥ 4)`,
  );
}

/** The least processor time of some runs, in milliseconds. */
async function cpuOf(times: number, job: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const before = process.cpuUsage();
    await job();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

function loadPeer(): Peer | undefined {
  try {
    return (createRequire(import.meta.url)("node-fpgrowth") as { FPGrowth: Peer }).FPGrowth;
  } catch {
    return undefined;
  }
}
