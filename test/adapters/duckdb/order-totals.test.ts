import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { dateOfDay } from "clientele/calendar";
import { type DuckdbOrderTotalsOptions, readDuckdbOrderTotals } from "clientele/duckdb";
import { InvalidDataError } from "clientele/issues";
import { orderLogFromRows } from "clientele/orders";
import { measureRfm } from "clientele/rfm";
import { afterAll, describe, expect, it } from "vitest";
import { rowsOf, walk } from "../_walk-lines.ts";

const duckdb = await DuckDBInstance.create(":memory:");
const connection = await duckdb.connect();
const folder = mkdtempSync(join(tmpdir(), "clientele-duckdb-"));
afterAll(() => {
  connection.closeSync();
  duckdb.closeSync();
  rmSync(folder, { recursive: true });
});

const read = (more: Partial<DuckdbOrderTotalsOptions> = {}) =>
  readDuckdbOrderTotals(duckdb, {
    lines: { table: "sales" },
    columns: { customerId: "who", orderId: "doc", orderedOn: "day", amount: "total", cost: "cost" },
    currency: "EUR",
    ...more,
  });
const make = (columns: string, ...rows: readonly string[]): Promise<unknown> =>
  connection.run(
    `create or replace table sales (${columns}); ${rows.map((row) => `insert into sales values (${row});`).join(" ")}`,
  );
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const usual = "who varchar, doc varchar, day date, total decimal(18, 3), cost decimal(18, 3)";

/** Waits for the error of a promise. */
async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

describe("totals in DuckDB", () => {
  it("are what a hand adds up", async () => {
    await make(
      usual,
      "'ada', 'o1', '2026-01-31', 10.005, 4",
      "'ada', 'o1', '2026-01-31', 0.995, null",
      "'ada', 'o2', '2026-02-01', -3, 1",
      "'ada', 'o3', '2026-02-02', 0, 0.5",
      "'bob', 'o1', '2026-02-01', 7, null",
    );
    expect(rowsOf(await read())).toEqual([
      {
        customerId: "ada",
        purchases: 1,
        purchaseUnits: "11000",
        returns: 1,
        returnUnits: "-3000",
        freeOrders: 1,
        purchaseCosts: "4000",
        otherCosts: "1500",
        first: "2026-01-31",
        last: "2026-01-31",
      },
      {
        customerId: "bob",
        purchases: 1,
        purchaseUnits: "7000",
        returns: 0,
        returnUnits: "0",
        freeOrders: 0,
        purchaseCosts: "0",
        otherCosts: "0",
        first: "2026-02-01",
        last: "2026-02-01",
      },
    ]);
    const february = await read({ from: "2026-02-01", to: "2026-02-02" });
    expect(february.window).toEqual({ from: "2026-02-01", to: "2026-02-02" });
    expect(february.orders).toBe(2);
    expect(february.exponent).toBe(2);
    expect((await read({ exponent: 6 })).exponent).toBe(6);
  });

  it("are exact beyond what a double and a 64-bit integer hold", async () => {
    const amount = "9007199254740.991";
    await connection.run(
      `create or replace table sales as select '😀' as who, 'o' || i as doc, date '2026-01-05' as day,
       cast('${amount}' as decimal(18, 3)) * (case when i % 2 = 0 then 1 else -1 end) as total, '0.001' as cost from range(4001) r(i)`,
    );
    const lines = Array.from({ length: 4001 }, (_, i) => ({
      customerId: "😀",
      orderId: `o${i}`,
      orderedOn: "2026-01-05",
      amount: `${i % 2 === 0 ? "" : "-"}${amount}`,
      cost: "0.001",
    }));
    const totals = await read();
    expect(rowsOf(totals)).toEqual(walk(lines));
    expect(rowsOf(totals)[0]?.purchaseUnits).toBe(String(9007199254740991n * 2001n));
    await connection.run(
      "insert into sales values ('😀', 'more', date '2026-01-05', 9007199254740.992, null)",
    );
    await expect(read()).rejects.toThrow(
      'Cannot total order lines: amounts must be below 2^53 in units of 10^-3, got 9007199254740992 of "😀"',
    );
    await connection.run(
      "insert into sales values ('😀', 'most', date '2026-01-05', 999999999999999.001, null)",
    );
    await expect(read({ exponent: 4 })).rejects.toThrow(
      "Cannot total order lines: amounts must be below 2^53 in units of 10^-4, got one of 15 digits",
    );
  });

  it("count buying days where the column of the orders is not named, as a log without ids does", async () => {
    await make(
      usual,
      "'a', 'x', '2026-01-01', 1, 1",
      "'a', 'y', '2026-01-01', 2, 1",
      "'a', 'x', '2026-01-02', 4, 1",
    );
    const columns = { customerId: "who", orderedOn: "day", amount: "total" };
    const totals = await read({ columns });
    const log = orderLogFromRows(
      [
        { customerId: "a", orderedOn: "2026-01-01", amount: "1" },
        { customerId: "a", orderedOn: "2026-01-01", amount: "2" },
        { customerId: "a", orderedOn: "2026-01-02", amount: "4" },
      ],
      { currency: "EUR" },
    );
    expect(log.orderUnit).toBe("customer-day");
    const options = { asOf: "2026-02-01" } as const;
    expect([...measureRfm(totals, options)]).toEqual([...measureRfm(log, options)]);
    expect(measureRfm(totals, options).get("a")?.frequency).toBe(2);
    expect([totals.orders, totals.customers().costs]).toEqual([2, undefined]);
  });

  it("keep ids apart that a collation holds for equal, and order by code points and upward", async () => {
    await connection.run("set global default_collation = 'nocase'");
    await connection.run("set global default_order = 'desc'");
    try {
      await make(
        "who varchar collate nocase, doc varchar collate nocase, day date, total decimal(18, 2), cost decimal(18, 2)",
        ...["a", "A", "～", "😀", "ä", "Z"].flatMap((id) => [
          `'${id}', 'o', '2026-01-01', 1, 1`,
          `'${id}', 'O', '2026-01-01', 1, 1`,
        ]),
      );
      const found = (await read()).customers();
      expect(found.customerIds).toEqual(["A", "Z", "a", "ä", "～", "😀"]);
      expect([...found.purchases]).toEqual([2, 2, 2, 2, 2, 2]);
    } finally {
      await connection.run("reset global default_collation");
      await connection.run("reset global default_order");
    }
  });

  it("take ids of integers and of UUIDs, amounts of integers, and days of timestamps", async () => {
    await make(
      "who hugeint, doc uuid, day timestamp, total integer, cost utinyint",
      "170141183460469231731687303715884105727, '00000000-0000-0000-0000-00000000000A', '2026-01-01 00:00:00', 3, 1",
      "-5, '00000000-0000-0000-0000-00000000000a', '2026-01-01 23:59:59.999999', -2, null",
    );
    const found = (await read()).customers();
    expect(found.customerIds).toEqual(["-5", "170141183460469231731687303715884105727"]);
    expect([...found.purchaseUnits]).toEqual([0, 300]);
    expect(dateOfDay(found.firstPurchase[1]!)).toBe("2026-01-01");
    expect(found.window).toEqual({ from: "2026-01-01", to: "2026-01-02" });
  });

  it("take a view, a schema, an attached database, and names with quotes", async () => {
    await connection.run(`attach ':memory:' as "the ""other"""; create schema "the ""other"""."s'1"`);
    await connection.run(
      `create table "the ""other"""."s'1"."t;" as select 'a' as "c""x", '2026-01-01' as "d'", '1.5' as amount`,
    );
    await connection.run(`create view seen as select * from "the ""other"""."s'1"."t;"`);
    const columns = { customerId: 'c"x', orderedOn: "d'", amount: "amount" };
    for (const lines of [{ table: "t;", schema: "s'1", database: 'the "other"' }, { table: "seen" }])
      expect([...(await read({ lines, columns })).customers().purchaseUnits]).toEqual([150]);
  });
});

describe("moments in DuckDB", () => {
  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "Africa/Monrovia",
    "Pacific/Apia",
    "Asia/Shanghai",
    "-03:30",
  ];
  const hours = (from: string, count: number, step: number): string[] =>
    Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * step * 1000).toISOString());
  const moments = [
    ...hours("2025-03-29T20:00:00Z", 40, 1799),
    ...hours("2025-10-25T20:00:00Z", 40, 1799),
    // Samoa skipped a day; Liberia kept seconds.
    ...hours("2011-12-29T08:00:00Z", 60, 3571),
    ...hours("1972-01-06T22:00:00Z", 40, 977),
    "1969-12-31T23:59:59.999Z",
    "1970-01-01T00:00:00.000Z",
    "1900-01-02T00:00:00.000Z",
    "2079-06-04T23:59:59.999Z",
  ];

  it("fall on the day that the calendar of the library says, in every form", async () => {
    await connection.run(
      'create or replace table moments (who varchar, text varchar, ms bigint, "at" timestamptz)',
    );
    const values = moments.map(
      (at, i) => `('c${i}', '${at}', ${Date.parse(at)}, make_timestamptz(${Date.parse(at)}000))`,
    );
    await connection.run(`insert into moments values ${values.join(", ")}`);
    await connection.run("create view timed as select *, '1' as total from moments");
    for (const timeZone of zones) {
      const rows = moments.map((orderedAt, i) => ({ customerId: `c${i}`, orderedAt, amount: "1" }));
      const log = orderLogFromRows(rows, { currency: "EUR", timeZone });
      const expected = Object.fromEntries(
        [...log.customers].map((code, i) => [log.customerIds[code], log.days[i]]),
      );
      for (const orderedAt of ["text", "ms", "at"]) {
        const found = (
          await read({
            lines: { table: "timed" },
            columns: { customerId: "who", orderedAt, amount: "total" },
            timeZone,
          })
        ).customers();
        const days = Object.fromEntries(found.customerIds.map((id, i) => [id, found.firstPurchase[i]]));
        expect(days, `${timeZone} ${orderedAt}`).toEqual(expected);
      }
    }
  });

  it("are read with offsets, fractions and no seconds, as a log reads them", async () => {
    const texts = [
      "2026-03-01T23:30Z",
      "2026-03-01T23:30:59.999999999Z",
      "2026-03-02T00:30:00+01:00",
      "2026-03-01T20:00-05:00",
      "2026-02-28T23:59:59.5-23:59",
    ];
    const path = file("moments.csv", `who,at,total\n${texts.map((text, i) => `c${i},${text},1\n`).join("")}`);
    const columns = { customerId: "who", orderedAt: "at", amount: "total" };
    const found = (await read({ lines: { csv: path }, columns, timeZone: "Europe/Berlin" })).customers();
    const rows = texts.map((orderedAt, i) => ({ customerId: `c${i}`, orderedAt, amount: "1" }));
    const log = orderLogFromRows(rows, { currency: "EUR", timeZone: "Europe/Berlin" });
    expect([...found.firstPurchase]).toEqual([...log.days]);
    expect(found.customerIds).toEqual(log.customerIds);
  });
});

describe("files in DuckDB", () => {
  const columns = { customerId: "Customer", orderId: "Doc", orderedOn: "Day", amount: "Total" };

  it("are read as they are written: marks, quotes, blanks and leading zeros", async () => {
    const text =
      '\ufeffCustomer;Doc;Day;Total;#\r\n007;"a;b";2026-01-01;+010.50;x\r\n\r\n"c\n""d""";1e3;2026-01-01;-0.000;\r\n#no;NULL;2026-01-02;5;';
    const totals = await read({ lines: { csv: file("as-written.csv", text), separator: ";" }, columns });
    const found = totals.customers();
    expect(found.customerIds).toEqual(["#no", "007", 'c\n"d"']);
    expect([...found.purchaseUnits]).toEqual([500, 1050, 0]);
    expect([...found.freeOrders]).toEqual([0, 0, 1]);
  });

  it("may be several, and change nothing in the database", async () => {
    const [one, other] = ["1", "2"].map((n) =>
      file(`part-${n}.csv`, `Customer,Doc,Day,Total\nc${n},o,2026-01-01,${n}\n`),
    );
    const before = await connection.runAndReadAll(
      "select * from duckdb_tables() where table_name like 'clientele%'",
    );
    for (const csv of [[one!, other!], join(folder, "part-*.csv")])
      expect([...(await read({ lines: { csv }, columns })).customers().purchaseUnits]).toEqual([100, 200]);
    const [a, b] = await Promise.all([
      read({ lines: { csv: one! }, columns }),
      read({ lines: { csv: other! }, columns }),
    ]);
    expect([a.customers().customerIds, b.customers().customerIds]).toEqual([["c1"], ["c2"]]);
    expect(before.currentRowCount).toBe(0);
    expect(
      (await connection.runAndReadAll("select * from duckdb_tables() where table_name like 'clientele%'"))
        .currentRowCount,
    ).toBe(0);
  });

  it("are refused when they are none", async () => {
    const missing = read({ lines: { csv: join(folder, "nowhere.csv") }, columns });
    await expect(missing).rejects.toMatchObject({ name: "StoreError", code: "UNKNOWN" });
    await expect(missing).rejects.toThrow(/nowhere\.csv/);
    const ragged = file("ragged.csv", `Customer,Doc,Day,Total\n${"a,b,2026-01-01,1\n".repeat(30_000)}a,b\n`);
    await expect(read({ lines: { csv: ragged }, columns })).rejects.toMatchObject({ code: "INVALID_VALUE" });
    const text = file("text.parquet", "Customer,Doc,Day,Total\n");
    await expect(read({ lines: { parquet: text }, columns })).rejects.toMatchObject({ name: "StoreError" });
  });
});

describe("rows that are no order lines", () => {
  it("are refused with their places, in the words of an order log", async () => {
    const long = "x".repeat(201);
    const rows = [
      ["a", "o", "2026-01-01", "1.50", "", "EUR"],
      ["", "o", "2026-01-01", "1", "1", ""],
      ["a", "", "2026-02-30", "1,50", "x", "GBP"],
      ["a", "o", "", "", "", "EUR"],
      [long, "o", "2026-1-1", "1e3", "1.", "eur"],
      ["😀".repeat(100), "o", "9999-12-31", ".5", "-0", "EUR"],
      ["😀".repeat(101), long, "0000-01-01", "0x1", "NaN", "EUR"],
      ["a", "o", "2026-01-01 00:00:00", " 1", "", "EUR"],
    ] as const;
    const csv = file(
      "bad.csv",
      `c,o,d,a,k,m\n${rows.map((row) => row.join(";")).join("\n")}\n`.replace("c,o,d,a,k,m", "c;o;d;a;k;m"),
    );
    const columns = { customerId: "c", orderId: "o", orderedOn: "d", amount: "a", cost: "k", currency: "m" };
    const mine = await errorOf(read({ lines: { csv, separator: ";" }, columns }));
    const theirs = await errorOf(
      (async () =>
        orderLogFromRows(
          rows.map(([customerId, orderId, orderedOn, amount, cost, currency]) => {
            const known = { customerId, orderId, orderedOn, amount, cost, currency };
            return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== "")) as never;
          }),
          { currency: "EUR" },
        ))(),
    );
    const issues = (error: unknown) => {
      if (!InvalidDataError.is(error)) throw error;
      return error.issues.map(({ message }) => message);
    };
    // A log may have lines without an order id, and then counts days; here the column was named.
    const own = `row 2, orderId: expected text of 1 to 200 characters, well-formed and without U+0000, got nothing`;
    expect(issues(mine).filter((message) => message !== own)).toEqual(issues(theirs));
    expect(issues(mine)).toContain(own);
    expect((mine as InvalidDataError).total).toBe(issues(mine).length);
  });

  it("are counted beyond the first thousand, and name nulls and infinities of typed columns", async () => {
    await make(
      "who varchar, doc varchar, day timestamp, total decimal(9, 2), cost integer",
      "'a', 'o', 'infinity', 1, 1",
      "chr(0), 'o', '2026-01-01', null, 1",
      "null, 'o', null, 1, null",
      "'a', 'o', '0000-12-31', 1, null",
      "'a', 'o', '10000-01-01', 1, null",
    );
    const typed = (await errorOf(read())) as InvalidDataError;
    expect(typed.issues.map(({ row, path, code }) => `${row} ${path} ${code}`)).toEqual([
      "0 orderedOn bad-day",
      "1 customerId bad-customer",
      "1 amount missing-amount",
      "2 customerId bad-customer",
      "2 orderedOn bad-day",
      "3 orderedOn bad-day",
      "4 orderedOn bad-day",
    ]);
    await connection.run(
      "create or replace table sales as select case when i > 10 then 'a' end as who, 'o' as doc, date '2026-01-01' as day, case when i < 3000 then null else 1 end as total, 1 as cost from range(4000) r(i)",
    );
    const many = (await errorOf(read({ from: "2027-01-01" }))) as InvalidDataError;
    expect([many.total, many.issues.length]).toEqual([3011, 1000]);
    expect(many.issues[22]?.message).toBe(
      "row 11, amount: expected an amount, or a quantity and a price, got nothing",
    );
  });

  it("are moments that are none, or lie outside the calendar", async () => {
    const columns = { customerId: "who", orderedAt: "at", amount: "total" };
    const texts = [
      "2026-01-01",
      "2026-02-30T10:00Z",
      "2026-01-01T10:00",
      "2026-01-01T25:00Z",
      "0000-05-01T00:00Z",
      "0001-01-01T00:59+01:00",
      "9999-12-31T23:00-01:00",
      "",
    ];
    const csv = file("bad-moments.csv", `who,at,total\n${texts.map((text) => `a,${text},1\n`).join("")}`);
    const mine = (await errorOf(read({ lines: { csv }, columns, timeZone: "UTC" }))) as InvalidDataError;
    const theirs = (await errorOf(
      (async () =>
        orderLogFromRows(
          texts.map(
            (text) =>
              ({ customerId: "a", amount: "1", ...(text === "" ? {} : { orderedAt: text }) }) as never,
          ),
          { currency: "EUR", timeZone: "UTC" },
        ))(),
    )) as InvalidDataError;
    expect(mine.issues.map(({ message }) => message)).toEqual(theirs.issues.map(({ message }) => message));
    await make(
      'who varchar, "at" timestamptz, total integer',
      "'a', 'infinity', 1",
      "'a', null, 1",
      "'a', '294000-01-01 00:00:00+00', 1",
    );
    const typed = (await errorOf(read({ columns, timeZone: "UTC" }))) as InvalidDataError;
    expect(typed.issues.map(({ row, code }) => `${row} ${code}`)).toEqual([
      "0 bad-moment",
      "1 bad-day",
      "2 bad-moment",
    ]);
    await make(
      'who varchar, "at" bigint, total integer',
      "'a', 9223372036854775807, 1",
      "'a', -8640000000000001, 1",
    );
    expect(((await errorOf(read({ columns, timeZone: "UTC" }))) as InvalidDataError).total).toBe(2);
  });
});

describe("questions without an answer", () => {
  it("are refused", async () => {
    await make(usual, "'a', 'o', '2026-01-01', 1.005, 1");
    const columns = { customerId: "who", orderId: "doc", orderedOn: "day", amount: "total" };
    await expect(read({ exponent: 2 })).rejects.toThrow("amounts must have at most 2 decimals, got one of 3");
    await expect(read({ exponent: 1 })).rejects.toThrow(RangeError);
    await expect(read({ currency: "XXZ" })).rejects.toThrow(RangeError);
    await expect(read({ from: "2026-02-30" as never })).rejects.toThrow(
      "from must be a plain date, got 2026-02-30",
    );
    await expect(read({ lines: { table: "nowhere" } })).rejects.toMatchObject({ code: "SCHEMA_MISMATCH" });
    await expect(read({ columns: { ...columns, amount: "Total" } })).rejects.toThrow(
      'Cannot total order lines: columns.amount must name a column, got "Total"; there are "who", "doc", "day", "total", "cost"',
    );
    await expect(read({ columns: { ...columns, orderedAt: "day" }, timeZone: "UTC" })).rejects.toThrow(
      "columns must have orderedOn or orderedAt, and not both",
    );
    await expect(read({ columns: { customerId: "who", amount: "total" } })).rejects.toThrow(
      "columns must have orderedOn or orderedAt, and not both",
    );
    await expect(read({ timeZone: "UTC" })).rejects.toThrow("timeZone must be left out where days are read");
    const timed = { customerId: "who", orderedAt: "day", amount: "total" };
    await expect(read({ columns: timed })).rejects.toThrow("timeZone must be an IANA name or an offset");
    await expect(read({ columns: timed, timeZone: "Mars" })).rejects.toThrow('got "Mars"');
    await expect(read({ columns: timed, timeZone: "UTC" })).rejects.toThrow(
      'the column of orderedAt must hold timestamps with time zone, integers or text, got "day" of type DATE',
    );
    await expect(read({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "ABORTED" });
    await make(
      "who varchar, doc varchar, day date, total double, cost double",
      "'a', 'o', '2026-01-01', 0.1, 0.1",
    );
    await expect(read()).rejects.toThrow(
      'Cannot total order lines: the column of amount must hold decimals, integers or text, got "total" of type DOUBLE',
    );
    await make(usual, "'a', 'o', '1899-12-31', 1, 1");
    await expect(read()).rejects.toThrow(
      "Cannot total order lines: days must be from 1900-01-01 to 2079-06-05, got 1899-12-31",
    );
    await make(usual);
    expect((await read()).customers().customerIds).toEqual([]);
  });
});
