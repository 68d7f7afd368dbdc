import { type Expected, StoreError } from "../repositories/index.ts";
import { assertEqual, assertThat, readAll } from "./_assert.ts";
import type { ContractTest } from "./_contract.ts";
import { retried } from "./_retried.ts";
import { sampleProduct } from "./_sample-records.ts";

const ids = Array.from({ length: 40 }, (_, i) => `r${String(i).padStart(2, "0")}`);
/** Forwards, backwards, and from the middle on: writers that lock as they are told wait for each other in a circle. */
const orders = [ids, [...ids].reverse(), [...ids.slice(20), ...ids.slice(0, 20)]];

/** Many writers that save many at once. */
export function declareManyAtOnce(test: ContractTest): void {
  for (const [what, expected, refusal] of [
    ["make the same records", "absent", "ALREADY_EXISTS"],
    ["expect the same versions", 1, "VERSION_CONFLICT"],
  ] as const) {
    test(`of writers of many that ${what} one wins, and the others leave nothing`, async (store) => {
      for (let round = 0; round < 3; round++) {
        const idOf = (id: string): string => `${round} ${id}`;
        if (expected !== "absent")
          await store.products.saveMany(
            ids.map((id) => ({ record: sampleProduct(idOf(id)), expected: "absent" })),
          );
        const outcomes = await retried(orders, async (order) => {
          const name = order[0]!;
          // What only this writer makes must go with the rest.
          const own = { record: sampleProduct(idOf(`own ${name}`)), expected: "any" } as const;
          const saves = order.map((id) => ({ record: sampleProduct(idOf(id), { name }), expected }));
          try {
            await store.products.saveMany([own, ...saves]);
            return name;
          } catch (error) {
            if (StoreError.is(error, refusal)) return "refused";
            throw error;
          }
        });
        const winners = outcomes.filter((outcome) => outcome !== "refused");
        assertEqual(winners.length, 1, "winners");
        const found = (await readAll(store.products.stream())).filter(({ id }) => id.startsWith(`${round} `));
        assertEqual(
          found.map(({ id, name }) => [id, name]),
          [
            [idOf(`own ${winners[0]}`), "Kettle"],
            ...ids.map((id): [string, string | undefined] => [idOf(id), winners[0]]),
          ],
          "all of the winner, nothing of the others",
        );
      }
    });
  }

  test("many saves of whatever is there are all counted, beside single ones", async (store) => {
    const saves = (order: readonly string[], expected: Expected) =>
      order.map((id) => ({ record: sampleProduct(id), expected }));
    const outcomes = await Promise.all([
      retried(orders, (order) => store.products.saveMany(saves(order, "any"))),
      retried(ids.slice(0, 5), (id) => store.products.save(sampleProduct(id), { expected: "any" })),
    ]);
    assertThat(
      outcomes[0].every((saved, i) => saved.every(({ id }, at) => id === orders[i]?.[at])),
      "in the order given",
    );
    const found = await store.products.getMany(ids);
    assertEqual(
      found.map((record) => record?.version),
      ids.map((_, i) => (i < 5 ? 4 : 3)),
      "versions",
    );
    // Every save had a version of its own.
    for (const [at, id] of ids.entries()) {
      if (at < 5) continue;
      const versions = outcomes[0].map((saved) => saved.find((record) => record.id === id)?.version);
      assertEqual(versions.sort(), [1, 2, 3], `versions of ${id}`);
    }
  });
}
