/** The same job by one means: recency, frequency, money, scores and segment of every customer. */
export interface Engine {
  readonly name: string;
  /** Repetitions, where fewer than of the others will do. */
  readonly most?: number;
  /** What is not timed, before each run. */
  before?(): void | Promise<void>;
  /** The job, from columns or rows in its own memory to a table in its own memory. */
  run(): void | Promise<void>;
  /** What the last run found. */
  check(): Check | Promise<Check>;
}

/** What all engines must agree on. */
export interface Check {
  readonly customers: number;
  readonly scores: readonly [recency: number, frequency: number, monetary: number];
  readonly cents: bigint;
  /** How many customers are in each segment. */
  readonly segments: readonly number[];
}

export const describeCheck = ({ customers, scores, cents, segments }: Check): string =>
  `${customers} customers | scores ${scores.join(", ")} | ${cents} cents | segments ${segments.join(", ")}`;

export interface Spent {
  /** Milliseconds by the clock. */
  wall: number;
  /** Milliseconds of the processors. */
  cpu: number;
}

/** Runs engines in turns, in rotating order, and gives the least that each took; refuses differing answers. */
export async function compare(engines: readonly Engine[], repetitions: number): Promise<Map<string, Spent>> {
  const best = new Map<string, Spent>();
  let expected: string | undefined;
  for (let turn = 0; turn < repetitions; turn++) {
    for (let k = 0; k < engines.length; k++) {
      const engine = engines[(k + turn) % engines.length]!;
      if (turn >= (engine.most ?? repetitions)) continue;
      await engine.before?.();
      globalThis.gc?.();
      const used = process.cpuUsage();
      const start = process.hrtime.bigint();
      await engine.run();
      const wall = Number(process.hrtime.bigint() - start) / 1e6;
      const { user, system } = process.cpuUsage(used);
      const cpu = (user + system) / 1e3;
      const sofar = best.get(engine.name) ?? { wall, cpu };
      best.set(engine.name, { wall: Math.min(sofar.wall, wall), cpu: Math.min(sofar.cpu, cpu) });
      if (turn > 0) continue;
      const found = describeCheck(await engine.check());
      expected ??= found;
      if (found !== expected)
        throw new Error(`Engines differ.\n  ${engines[0]!.name}: ${expected}\n  ${engine.name}: ${found}`);
      console.log(`  ${engine.name}: the same table`);
    }
  }
  console.log(`  ${expected}`);
  return best;
}
