import type { InstalledProduct } from "../model/index.ts";
import type { ClienteleStore, OrderBy, PageQuery, Versioned } from "../repositories/index.ts";
import { assertEqual, assertRejects, assertThat, readAll } from "./_assert.ts";
import type { ContractGroup } from "./_contract.ts";
import { sampleInstalled } from "./_sample-records.ts";

type Installed = Versioned<InstalledProduct>;

/** Months and last service of each record: ties in both, and both sometimes missing. */
const rows: readonly (readonly [string, number | undefined, string | undefined])[] = [
  ["a", 12, "2026-03-01"],
  ["b", 6, undefined],
  ["c", undefined, "2026-05-01"],
  ["d", 12, undefined],
  ["e", undefined, undefined],
  ["f", 6, "2026-03-01"],
  ["g", 12, "2026-03-01"],
  ["h", 120, "2026-03-01"],
  ["i", undefined, "2026-03-01"],
];

/** Keyset pages: nothing lost and nothing twice, with ties, missing values and every page size. */
export const page: ContractGroup = {
  name: "page",
  declare(test) {
    for (const direction of ["asc", "desc"] as const) {
      for (const nulls of ["first", "last", undefined] as const) {
        const standing = nulls ?? "last by default";
        test(`all pages are the whole set: ${direction}, missing values ${standing}, every page size`, async (store) => {
          await fill(store);
          const orderBy: readonly OrderBy<Installed>[] = [
            { field: "serviceIntervalMonths", direction, ...(nulls === undefined ? {} : { nulls }) },
            { field: "lastServicedOn", direction: direction === "asc" ? "desc" : "asc" },
          ];
          await checkPages(store, { orderBy }, expectedOrder(direction, nulls ?? "last"));
        });
      }
    }

    test("all pages are the whole set: by id alone, and filtered", async (store) => {
      await fill(store);
      const ids = rows.map(([id]) => id);
      await checkPages(store, {}, ids);
      await checkPages(store, { orderBy: [{ field: "id", direction: "desc" }] }, [...ids].reverse());
      await checkPages(store, { where: { op: "isNull", field: "lastServicedOn" } }, ["b", "d", "e"]);
    });

    test("the last page says so, even when it is full", async (store) => {
      assertEqual(await store.installedProducts.page({ limit: 5 }), { items: [], nextCursor: null }, "empty");
      await fill(store);
      assertEqual((await store.installedProducts.page({ limit: rows.length })).nextCursor, null, "full");
      assertThat(
        (await store.installedProducts.page({ limit: rows.length - 1 })).nextCursor !== null,
        "one more",
      );
    });

    test("a record deleted between two pages takes no other with it", async (store) => {
      await fill(store);
      const orderBy: readonly OrderBy<Installed>[] = [{ field: "serviceIntervalMonths" }];
      const first = await store.installedProducts.page({ orderBy, limit: 4 });
      for (const { id } of first.items) await store.installedProducts.delete(id, { expected: "present" });
      const second = await store.installedProducts.page({ orderBy, limit: 100, cursor: first.nextCursor });
      assertEqual(first.items.length + second.items.length, rows.length, "records");
    });

    test("a limit that is not a positive integer of at most 10,000 is refused", async (store) => {
      assertEqual(
        await store.installedProducts.page({ limit: 10_000 }),
        { items: [], nextCursor: null },
        "most",
      );
      for (const limit of [0, -1, 1.5, 10_001, Number.NaN, Number.POSITIVE_INFINITY])
        await assertRejects(() => store.installedProducts.page({ limit }), "INVALID_QUERY", `limit ${limit}`);
    });

    test("a cursor that is not of this query is refused", async (store) => {
      await fill(store);
      const { nextCursor } = await store.installedProducts.page({ limit: 2 });
      const orderBy: readonly OrderBy<Installed>[] = [{ field: "serviceIntervalMonths" }];
      for (const [what, options] of [
        ["garbage", { limit: 2, cursor: "garbage" }],
        ["empty", { limit: 2, cursor: "" }],
        ["of another order", { limit: 2, cursor: nextCursor, orderBy }],
      ] as const) {
        await assertRejects(() => store.installedProducts.page(options), "INVALID_CURSOR", what);
      }
      await assertRejects(
        () => store.products.page({ limit: 2, cursor: nextCursor }),
        "INVALID_CURSOR",
        "collection",
      );
    });
  },
};

async function fill(store: ClienteleStore): Promise<void> {
  for (const [id, serviceIntervalMonths, lastServicedOn] of [...rows].reverse()) {
    const record = {
      ...sampleInstalled(id),
      ...(serviceIntervalMonths === undefined ? {} : { serviceIntervalMonths }),
      ...(lastServicedOn === undefined ? {} : { lastServicedOn }),
    } as InstalledProduct;
    await store.installedProducts.save(record, { expected: "absent" });
  }
}

async function checkPages(
  store: ClienteleStore,
  query: Omit<PageQuery<Installed>, "limit" | "cursor">,
  ids: readonly string[],
): Promise<void> {
  const streamed = await readAll(store.installedProducts.stream(query));
  assertEqual(
    streamed.map((record) => record.id),
    ids,
    "stream",
  );
  for (let limit = 1; limit <= ids.length + 1; limit++) {
    const found: Installed[] = [];
    let cursor: string | null = null;
    do {
      const answer = await store.installedProducts.page({ ...query, limit, cursor });
      assertThat(answer.items.length <= limit, `a page of ${answer.items.length} at limit ${limit}`);
      assertThat(answer.items.length > 0, `an empty page at limit ${limit}`);
      found.push(...answer.items);
      cursor = answer.nextCursor;
      assertThat(found.length <= ids.length, `more records than there are, at limit ${limit}`);
    } while (cursor !== null);
    assertEqual(found, streamed, `the pages at limit ${limit}`);
  }
}

/** The order asked for, by plain comparison of the rows above: months, then the day the other way round, then id. */
function expectedOrder(direction: "asc" | "desc", nulls: "first" | "last"): string[] {
  const sign = direction === "asc" ? 1 : -1;
  const compare = <V extends number | string>(
    a: V | undefined,
    b: V | undefined,
    upwards: number,
    missing: number,
  ): number =>
    a === b ? 0 : a === undefined ? missing : b === undefined ? -missing : a < b ? -upwards : upwards;
  return [...rows]
    .sort(
      (a, b) =>
        compare(a[1], b[1], sign, nulls === "last" ? 1 : -1) ||
        compare(a[2], b[2], -sign, 1) ||
        (a[0] < b[0] ? -1 : 1),
    )
    .map(([id]) => id);
}
