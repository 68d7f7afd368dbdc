import { type ClienteleStore, incrementCounter } from "../repositories/index.ts";
import { assertEqual, assertThat, readAll } from "./_assert.ts";
import { sampleOrderLine, sampleProduct } from "./_sample-records.ts";

/** What a process that was killed had said before: the rounds whose end the store had acknowledged to it. */
export type SayAcknowledged = (round: number) => void;

/** How many lines each round appends in its transaction. */
const LINES = 20;

/**
 * Writes rounds of transactions until the process is killed, and says after each that the store has acknowledged
 * it. Run it in a process of its own, kill that with SIGKILL in the middle, open the store again elsewhere and
 * hand what was said to {@link checkAfterCrash}.
 *
 * Each round writes a record, twenty events and a counter in one transaction, with waits in between, so that most
 * kills come in the middle of one.
 *
 * @param store - an empty durable store with transactions
 * @param say - told of each round, from 1; must have left the process before it returns (a synchronous write)
 */
export async function writeUntilKilled(store: ClienteleStore, say: SayAcknowledged): Promise<never> {
  for (let round = 1; ; round++) {
    await store.transaction(async (tx) => {
      await tx.products.save(sampleProduct(`r${round}`), { expected: "absent" });
      for (let i = 0; i < LINES; i++) {
        await tx.orderLines.append([sampleOrderLine(`r${round}-${i}`)]);
        // Work that a caller does between two writes: the transaction stays open for it.
        for (let wait = 0; wait < 20; wait++) await tx.products.count();
      }
      await incrementCounter(tx.counters, { id: "rounds" });
    });
    say(round);
  }
}

/**
 * Asks a store after the crash: every acknowledged round is there whole, and of at most one more either all or
 * nothing.
 *
 * @param store - the same store, opened again
 * @param acknowledged - the highest round that was said; 0 if none
 *
 * @returns the rounds that are there: `acknowledged`, or one more whose acknowledgement was cut off
 *
 * @throws Error saying what is missing or half-written
 */
export async function checkAfterCrash(store: ClienteleStore, acknowledged: number): Promise<number> {
  const products = await readAll(store.products.stream());
  const rounds = products.length;
  assertThat(rounds >= acknowledged, `${acknowledged} rounds were acknowledged, ${rounds} are there`);
  assertThat(
    rounds <= acknowledged + 1,
    `${rounds} rounds are there, only ${acknowledged} were acknowledged`,
  );
  for (let round = 1; round <= rounds; round++)
    assertThat(
      products.some(({ id }) => id === `r${round}`),
      `round ${round} is missing`,
    );
  const lines = (await readAll(store.orderLines.read())).map(({ id }) => id);
  assertEqual(lines.length, rounds * LINES, "the lines of whole rounds");
  assertEqual((await store.counters.get("rounds"))?.value ?? 0, rounds, "the counter of rounds");
  return rounds;
}
