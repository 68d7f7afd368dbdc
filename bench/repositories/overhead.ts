/**
 * What a call through the store costs over the same statement through raw Kysely, on PostgreSQL.
 *
 *     npx tsx bench/repositories/overhead.ts [repetitions]
 *
 * Both write and read the same table over the same pool; they take turns call by call, in rotating order, and the
 * ratio of the medians is printed. The raw calls check nothing; the store checks every record by its schema. The
 * target is at most 1.3 × for every call.
 */
import type { Kysely } from "kysely";
import { sqlStore } from "../../src/adapters/sql/index.ts";
import { median, openPostgres, orderLines } from "./_bench-database.ts";

const [repetitions = 400] = process.argv.slice(2).map(Number);
const { kysely, schema, drop } = await openPostgres();

interface Tables {
  readonly clientele_products: {
    id: string;
    schema_version: number;
    name: string;
    category: string;
    consumable: boolean;
    version: number;
    rest: unknown;
  };
  readonly clientele_order_lines: { id: string; customer_id: string; ordered_on: string };
}

try {
  const store = sqlStore(kysely, { dialect: "postgres", schema });
  await store.upgradeSchema();
  const raw = (kysely as unknown as Kysely<Tables>).withSchema(schema);
  const product = (i: number) =>
    ({ schemaVersion: 1, id: `p${i}`, name: `Kettle ${i}`, category: "Kitchen", consumable: false }) as const;
  for (let i = 0; i < 2000; i++) await store.products.save(product(i), { expected: "absent" });
  await store.orderLines.append(orderLines(20_000));

  const rawSave = (i: number) => {
    const { id, name, category, consumable } = product(i);
    return raw
      .insertInto("clientele_products")
      .values({ id, schema_version: 1, name, category, consumable, version: 1, rest: null })
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          schema_version: eb.ref("excluded.schema_version"),
          name: eb.ref("excluded.name"),
          category: eb.ref("excluded.category"),
          consumable: eb.ref("excluded.consumable"),
          version: eb("clientele_products.version", "+", 1),
          rest: eb.ref("excluded.rest"),
        })),
      )
      .returning("version")
      .executeTakeFirstOrThrow();
  };
  const cases: readonly (readonly [
    string,
    (i: number) => Promise<unknown>,
    (i: number) => Promise<unknown>,
  ])[] = [
    [
      "get",
      (i) => store.products.get(`p${i}`),
      (i) => raw.selectFrom("clientele_products").selectAll().where("id", "=", `p${i}`).executeTakeFirst(),
    ],
    ["save", (i) => store.products.save(product(i), { expected: "any" }), rawSave],
    [
      "getMany of 50",
      (i) => store.products.getMany(Array.from({ length: 50 }, (_, n) => `p${i + n}`)),
      (i) =>
        raw
          .selectFrom("clientele_products")
          .selectAll()
          .where(
            "id",
            "in",
            Array.from({ length: 50 }, (_, n) => `p${i + n}`),
          )
          .execute(),
    ],
    [
      "page of 50",
      (i) => store.products.page({ limit: 50, where: { op: "gt", field: "id", value: `p${i}` } }),
      (i) =>
        raw
          .selectFrom("clientele_products")
          .selectAll()
          .where("id", ">", `p${i}`)
          .orderBy("id")
          .limit(51)
          .execute(),
    ],
    [
      "count",
      () => store.products.count({ op: "eq", field: "category", value: "Kitchen" }),
      () =>
        raw
          .selectFrom("clientele_products")
          .select((eb) => eb.fn.countAll().as("total"))
          .where("category", "=", "Kitchen")
          .execute(),
    ],
    [
      "read of one customer",
      async (i) => {
        for await (const _line of store.orderLines.read({ subjectIds: [`customer-${i}`] }));
      },
      (i) =>
        raw
          .selectFrom("clientele_order_lines")
          .selectAll()
          .where("customer_id", "=", `customer-${i}`)
          .orderBy("ordered_on")
          .orderBy("id")
          .execute(),
    ],
  ];
  console.log("call                    store ms   raw ms   ratio");
  for (const [name, ours, theirs] of cases) {
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < repetitions + 50; round++) {
      const i = (round * 7) % 1900;
      for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const started = performance.now();
        await (which === 0 ? ours : theirs)(i);
        if (round >= 50) times[which].push(performance.now() - started);
      }
    }
    const [store_, raw_] = [median(times[0]), median(times[1])];
    console.log(
      `${name.padEnd(22)}${store_.toFixed(3).padStart(10)}${raw_.toFixed(3).padStart(9)}${(store_ / raw_).toFixed(2).padStart(8)}`,
    );
  }
} finally {
  await drop();
}
