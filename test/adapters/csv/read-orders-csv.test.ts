import { gzipSync } from "node:zlib";
import { type RejectedRow, readOrdersCsv } from "clientele/csv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunks, linesOf, read, refusal } from "./_read.ts";

const PLAIN = "customer_id,date,order_id,amount\nc2,2026-01-02,o2,5.00\nc1,2026-01-01,o1,12.5\n";
const PLAIN_LINES = [
  ["c1", "2026-01-01", "o1", "-", 1250],
  ["c2", "2026-01-02", "o2", "-", 500],
];

describe("readOrdersCsv, the ways of writing a table", () => {
  it.each([
    ["LF", PLAIN],
    ["CRLF", PLAIN.replaceAll("\n", "\r\n")],
    ["CR", PLAIN.replaceAll("\n", "\r")],
    ["LF and CRLF mixed", PLAIN.replace("\n", "\r\n")],
    ["no line break at the end", PLAIN.trimEnd()],
    ["a byte order mark", `\uFEFF${PLAIN}`],
    ["blank lines above, between and below", `\n  \n${PLAIN.replaceAll("\n", "\n\n")}\n`],
    ["semicolons", PLAIN.replaceAll(",", ";")],
    ["tabs", PLAIN.replaceAll(",", "\t")],
    ["vertical bars", PLAIN.replaceAll(",", "|")],
    ["every field quoted", PLAIN.replaceAll(/[^,\n]+/g, '"$&"')],
    ["spaces around fields", PLAIN.replaceAll(",", " , ")],
    ["rows of separators alone, as spreadsheets leave them", `${PLAIN},,,\n,,\n`],
  ])("reads %s", async (_, text) => {
    for (const chunk of [1, 2, 3, 7, 1 << 16]) {
      const result = await read(text, { chunk });
      expect(linesOf(result)).toEqual(PLAIN_LINES);
      expect([result.rows, result.accepted, result.setAside.rows]).toEqual([2, 2, 0]);
    }
  });

  it("names the separator, encoding and packing it found", async () => {
    const plain = await read(PLAIN.replaceAll(",", "\t"));
    expect([plain.separator, plain.encoding, plain.compressed]).toEqual(["\t", "utf-8", false]);
    const packed = await read(gzipSync(PLAIN), { chunk: 1 });
    expect([packed.separator, packed.compressed]).toEqual([",", true]);
    expect(linesOf(packed)).toEqual(PLAIN_LINES);
  });

  it("reads gzip of several members as one file", async () => {
    const half = PLAIN.indexOf("c1");
    const both = Buffer.concat([gzipSync(PLAIN.slice(0, half)), gzipSync(PLAIN.slice(half))]);
    expect(linesOf(await read(both))).toEqual(PLAIN_LINES);
  });

  it("reads UTF-16 by its mark, other encodings as told, and characters cut by a chunk", async () => {
    const text = "customer_id,date,amount\n客戶甲,2026-01-01,1\n";
    const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");
    expect((await read(utf16, { chunk: 3 })).encoding).toBe("utf-16le");
    expect((await read(utf16, { chunk: 3 })).log.customerIds).toEqual(["客戶甲"]);
    expect((await read(utf16.swap16(), { chunk: 5 })).encoding).toBe("utf-16be");
    expect((await read(text, { chunk: 1 })).log.customerIds).toEqual(["客戶甲"]);
    const latin = Buffer.from("customer_id,date,amount\nRené,2026-01-01,1\n", "latin1");
    expect((await read(latin, { encoding: "windows-1252" })).log.customerIds).toEqual(["René"]);
    expect(await refusal(latin)).toEqual(["csv-not-text", "Cannot read orders.csv: it is not utf-8 text"]);
  });

  it("keeps line breaks, separators and doubled quotes within quotes", async () => {
    const text =
      'note,customer_id,date,amount\n"a, ""b""\nsecond line","c,1",2026-01-01,1\n"\n\n",c2,2026-01-02,2\n"""",c3,2026-01-03,3\n';
    for (const chunk of [1, 2, 5, 1 << 16]) {
      const result = await read(text, { chunk });
      expect(result.log.customerIds).toEqual(["c,1", "c2", "c3"]);
      expect(result.setAside.rows).toBe(0);
    }
  });

  it("takes a quote inside an unquoted field for a character", async () => {
    const result = await read('product,customer_id,date,amount\nSIGN 12" WIDE,c1,2026-01-01,1\n');
    expect(linesOf(result)).toEqual([["c1", "2026-01-01", "-", 'SIGN 12" WIDE', 100]]);
  });

  it("is blind to the sizes of chunks and to packing", async () => {
    const cell = fc.constantFrom("c1", '"c,2"', '"c""3"', '"c\n4"', "", '"open', 'a"b', '"shut"x', "c\r5");
    const row = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(","));
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, chunk) => {
          const text = `customer_id,date,amount\nc0,2026-01-01,1\n${rows.map((r) => `${r},2026-01-02,2`).join("\n")}`;
          const rejects: RejectedRow[] = [];
          const whole = await read(text, { onRejects: (batch) => void rejects.push(...batch) });
          const again: RejectedRow[] = [];
          const inChunks = await read(gzipSync(text), {
            chunk,
            onRejects: (batch) => void again.push(...batch),
          });
          expect({ ...inChunks, compressed: false }).toEqual(whole);
          expect(again).toEqual(rejects);
          expect(whole.accepted + whole.setAside.rows).toBe(whole.rows);
          expect(rejects.length).toBe(whole.setAside.rows);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("reads what any writer of RFC 4180 wrote, cell by cell", async () => {
    const text = fc
      .string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", " ", "é", "=", "7") })
      .map((s) => `x${s}y`);
    const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 8 }), async (ids) => {
        const rows = ids.map((id) => `${quoted(id)},2026-01-01,${quoted(`n${id}`)},1`);
        const result = await read(`customer_id,date,note,amount\n${rows.join("\n")}\n`);
        expect([...result.log.customerIds].sort()).toEqual(ids.map((id) => id.trim()).sort());
      }),
      { numRuns: 60 },
    );
  });
});

describe("readOrdersCsv, amounts", () => {
  it("multiplies quantity and price exactly, with credit notes and free lines", async () => {
    const result = await read(
      "customer_id,order_id,date,quantity,unit_price\nc1,o1,2026-01-01,3,0.425\nc1,o2,2026-01-02,-3,1.10\nc1,o3,2026-01-03,1,0\n",
    );
    expect(linesOf(result).map((line) => line[4])).toEqual([1275, -3300, 0]);
    expect(result.log.exponent).toBe(3);
    expect(result.columns.amount).toBeUndefined();
  });

  it.each([
    ["a comma in all fractions", ["12,50", "3,00", "1.234,75"], ",", [1250, 300, 123475]],
    ["thousands by commas", ["1,234.50", "7.25", "1,234,567.00"], ".", [123450, 725, 123456700]],
    ["the sign of the currency", ["€12.50", "-€3", "EUR 4.00", "5 €"], ".", [1250, -300, 400, 500]],
    ["a true minus, a bare point, a plus", ["\u22122.50", ".5", "+7", "3."], ".", [-250, 50, 700, 300]],
    ["spaces between thousands", ["1 234,50", "1\u202f234,50", "0,05"], ",", [123450, 123450, 5]],
  ])("reads %s", async (_, amounts, mark, units) => {
    const rows = amounts.map((amount, at) => `c${at};2026-01-01;${amount}`);
    const result = await read(`customer_id;date;amount\n${rows.join("\n")}\n`);
    expect(result.decimalMark).toBe(mark);
    expect(linesOf(result).map((line) => line[4])).toEqual(units);
  });

  it("asks where a comma could mean either, and takes what it is told", async () => {
    const text = "customer_id;date;amount\nc1;2026-01-01;1,234\nc2;2026-01-01;17\n";
    expect(await refusal(text)).toEqual([
      "csv-decimal-mark",
      'Cannot read orders.csv: the comma in "1,234" could part decimals or thousands',
    ]);
    expect(linesOf(await read(text, { decimalMark: "." }))[0]?.[4]).toBe(123400);
    expect(linesOf(await read(text, { decimalMark: "," }))[0]?.[4]).toBe(1234);
    expect((await refusal("customer_id;date;amount\nc1;2026-01-01;1,5\nc2;2026-01-01;1.5\n"))[0]).toBe(
      "csv-decimal-mark",
    );
  });

  it("never takes a misplaced comma for thousands", async () => {
    const result = await read("customer_id;date;amount\nc1;2026-01-01;12,50\nc2;2026-01-01;1.25\n", {
      decimalMark: ".",
    });
    expect(result.setAside.reasons).toMatchObject([
      { code: "bad-amount", rows: 1, samples: [{ value: "12,50" }] },
    ]);
  });

  it("takes the cost of a line from a column only when told", async () => {
    const text = "customer_id,date,amount,cost\nc1,2026-01-01,10,7.5\n";
    expect((await read(text)).log.costs).toBeUndefined();
    const result = await read(text, { columns: { cost: "cost" } });
    expect([...(result.log.costs ?? [])]).toEqual([750]);
  });
});

describe("readOrdersCsv, rows set aside", () => {
  it("counts by reason, samples with row, column and value, and hands the rows back", async () => {
    const text = [
      "customer_id,order_id,date,quantity,price,note",
      "c1,o1,2026-01-01,1,2.00,fine",
      ",o2,2026-01-01,1,2.00,nobody",
      "NULL,o2,2026-01-01,1,2.00,nobody",
      "c2,,2026-01-01,1,2.00,no order",
      "c2,o3,2026-02-30,1,2.00,no such day",
      "c2,o3,2026-02-03,two,2.00,words",
      "c2,o3,2026-02-03,1,1e3,exponent",
      "c2,o3,2026-02-03,1,0.1234567891,too fine",
      "c2,o3,2026-02-03,1,2.00",
      "c2,o3,2026-02-03,1,2.00,a,b",
      'c2,o3,"2026-02-03"x,1,2.00,after',
      `${"x".repeat(300)},o3,2026-02-03,1,2.00,long id`,
      "c3,o4,2026-02-04,1,2.00,fine",
    ].join("\n");
    const rejects: RejectedRow[] = [];
    let header: readonly string[] = [];
    const result = await read(text, {
      onRejects: async (rows, names) => {
        await Promise.resolve();
        rejects.push(...rows);
        header = names;
      },
    });
    expect(result.log.customerIds).toEqual(["c1", "c3"]);
    expect([result.rows, result.accepted, result.setAside.rows]).toEqual([13, 2, 11]);
    expect(header).toEqual(["customer_id", "order_id", "date", "quantity", "price", "note"]);
    expect(rejects.map((row) => [row.row, row.code, row.column, row.value.slice(0, 12)])).toEqual([
      [3, "no-customer", "customer_id", ""],
      [4, "no-customer", "customer_id", "NULL"],
      [5, "no-order", "order_id", ""],
      [6, "bad-date", "date", "2026-02-30"],
      [7, "bad-quantity", "quantity", "two"],
      [8, "bad-price", "price", "1e3"],
      [9, "amount-out-of-range", "quantity", "1"],
      [10, "field-count", undefined, "c2,o3,2026-0"],
      [11, "field-count", undefined, "c2,o3,2026-0"],
      [12, "text-after-quote", undefined, 'c2,o3,"2026-'],
      [13, "bad-customer", "customer_id", "xxxxxxxxxxxx"],
    ]);
    expect(rejects[1]?.cells).toEqual(["NULL", "o2", "2026-01-01", "1", "2.00", "nobody"]);
    expect(rejects[8]?.cells).toEqual(["c2", "o3", "2026-02-03", "1", "2.00", "a", "b"]);
    expect(result.setAside.reasons[0]).toEqual({
      code: "field-count",
      reason: "more or fewer fields than the header",
      rows: 2,
      samples: [
        { row: 10, column: undefined, value: "c2,o3,2026-02-03,1,2.00" },
        { row: 11, column: undefined, value: "c2,o3,2026-02-03,1,2.00,a,b" },
      ],
    });
  });

  it("lets a stray quote cost its own line and no other", async () => {
    const text =
      'customer_id,date,amount\nc1,2026-01-01,1\n"c2,2026-01-02,2\nc3,2026-01-03,3\nc4,2026-01-04,4\n';
    for (const chunk of [1, 4, 1 << 16]) {
      const result = await read(text, { chunk });
      expect(result.log.customerIds).toEqual(["c1", "c3", "c4"]);
      expect(result.setAside.reasons).toMatchObject([
        { code: "quote-not-closed", rows: 1, samples: [{ row: 3 }] },
      ]);
    }
  });

  it("does not believe a quoted cell of more than a hundred lines", async () => {
    const body = Array.from({ length: 150 }, (_, at) => `c${at},2026-01-01,1,x`).join("\n");
    const text = `customer_id,date,amount,note\nc,2026-01-01,1,"open\n${body}\nd,2026-01-01,1,shut"\n`;
    const result = await read(text);
    expect(result.accepted).toBe(151);
    expect(result.setAside.reasons.map((reason) => reason.code)).toEqual(["quote-not-closed"]);
  });

  it("counts rows as a spreadsheet does: a row with line breaks is one, a blank line too", async () => {
    const result = await read('customer_id,date,amount\n"c\n1",2026-01-01,1\n\nc2,never,1\n');
    expect(result.setAside.reasons[0]?.samples[0]).toEqual({ row: 4, column: "date", value: "never" });
    expect(result.rows).toBe(2);
  });
});

describe("readOrdersCsv, files that are no orders", () => {
  it.each([
    ["an empty file", "", "csv-empty", "it is empty"],
    ["a file of blank lines", "\n\n  \n", "csv-empty", "it is empty"],
    ["an empty file, packed", gzipSync(""), "csv-empty", "it is empty"],
    ["a header only", "customer_id,date,amount\n", "csv-no-rows", "it has a header but no rows"],
    [
      "a header without a line break",
      "customer_id,date,amount",
      "csv-no-rows",
      "it has a header but no rows",
    ],
    ["binary data", Uint8Array.of(65, 0, 66, 10, 0), "csv-not-text", "it holds binary data, not text"],
    ["a broken encoding", Uint8Array.of(0xc3, 0x28, 10), "csv-not-text", "it is not utf-8 text"],
    [
      "a workbook",
      Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0),
      "csv-not-text",
      "it is a zip archive or a workbook, not CSV; save the sheet as CSV first",
    ],
    [
      "truncated gzip",
      gzipSync(PLAIN.repeat(50)).subarray(0, 60),
      "csv-bad-gzip",
      "its gzip data end too early",
    ],
    [
      "damaged gzip",
      Buffer.concat([gzipSync(PLAIN).subarray(0, 12), Buffer.alloc(40, 255)]),
      "csv-bad-gzip",
      "its gzip data are damaged",
    ],
    [
      "an open quote in the header",
      '"customer_id,date\nc1,2026-01-01\n',
      "csv-bad-header",
      "a quote in its header is not closed",
    ],
    [
      "no row of the header's length",
      "customer_id,date,amount\nc1,2026-01-01\n",
      "csv-nothing-accepted",
      "no row has as many fields as its header, which has 3",
    ],
    [
      "no good row",
      "customer_id,date,amount\n,2026-01-01,1\n,2026-01-02,2\n",
      "csv-nothing-accepted",
      'none of its 2 rows is an order line; 2 have no customer, such as row 2: ""',
    ],
    [
      "no header",
      "1,1997-01-01,1,11.77\n2,1997-01-12,1,12.00\n",
      "csv-no-header",
      "its first line looks like a row, not a header: 1, 1997-01-01, 1, 11.77; put a line of column names above it",
    ],
  ])("refuses %s", async (_, text, code, finding) => {
    expect(await refusal(text)).toEqual([code, `Cannot read orders.csv: ${finding}`]);
    expect((await refusal(text, { chunk: 1 }))[0]).toBe(code);
  });

  it("refuses a line without an end", async () => {
    const endless = "x".repeat(5_000_000);
    expect((await refusal(endless))[0]).toBe("csv-endless-row");
    expect(
      (
        await refusal(`customer_id,date,amount\nc1,2026-01-01,1\n${endless}${endless}`, { chunk: 1 << 18 })
      )[0],
    ).toBe("csv-endless-row");
  });

  it("passes on a fault of the source, and closes the source when it stops", async () => {
    let closed = false;
    async function* broken(): AsyncGenerator<Uint8Array> {
      try {
        yield new TextEncoder().encode(PLAIN);
        throw new Error("disk gone");
      } finally {
        closed = true;
      }
    }
    await expect(readOrdersCsv(broken(), { currency: "EUR" })).rejects.toThrow("disk gone");
    expect(closed).toBe(true);

    const stopped = new AbortController();
    stopped.abort(new Error("enough"));
    for (const [first, options] of [
      ["a\0b", {}],
      ["PK\u0003\u0004zip", {}],
      ["\u001f\u008bnot gzip at all", {}],
      ["customer,date,amount\n", { signal: stopped.signal }],
      ["a;b\n", { onProgress: () => stopped.signal.throwIfAborted() }],
    ] as const) {
      let ended = false;
      async function* endless(): AsyncGenerator<Uint8Array> {
        try {
          yield Uint8Array.from(first, (character) => character.charCodeAt(0));
          for (;;) yield new Uint8Array(10);
        } finally {
          ended = true;
        }
      }
      await expect(readOrdersCsv(endless(), { currency: "EUR", ...options })).rejects.toThrow();
      expect([first, ended]).toEqual([first, true]);
    }
  });

  it("stops at a signal", async () => {
    const stop = new AbortController();
    const reading = read(PLAIN, {
      signal: stop.signal,
      chunk: 1,
      onProgress: () => stop.abort(new Error("enough")),
    });
    await expect(reading).rejects.toThrow("enough");
  });

  it("tells how many bytes were taken, those of the packed file", async () => {
    const packed = gzipSync(PLAIN);
    const seen: number[] = [];
    await read(packed, { chunk: 10, onProgress: ({ bytes }) => void seen.push(bytes) });
    expect(seen.at(-1)).toBe(packed.length);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it.each([
    [
      { columns: { amount: "a", quantity: "q" } },
      "give a column of amounts, or columns of quantities and prices, not both",
    ],
    [{ dateFormat: "DD/MM/YYYY" }, "write days as dd, months as MM and years as yyyy (tokens of date-fns)"],
    [{ dateFormat: "dd/MM" }, "the format must name day, month and year, such as dd/MM/yyyy"],
    [{ dateFormat: "dd/MM/yyyy n" }, '"dd/MM/yyyy n" is not a date format of date-fns'],
    [{ timeZone: "Mars/Base" }, "the time zone must be an IANA name"],
    [{ separator: "x" as "," }, "the separator must be a comma"],
    [{ decimalMark: "x" as "," }, "the decimal mark must be a point or a comma"],
    [{ encoding: "klingon" }, "the encoding must be one that browsers know"],
    [{ currency: "XXQ" }, "XXQ"],
  ])("refuses the wrong call %j", async (options, finding) => {
    await expect(read(PLAIN, options)).rejects.toThrow(RangeError);
    await expect(read(PLAIN, options)).rejects.toThrow(finding);
  });
});

describe("readOrdersCsv, the source", () => {
  it("does not depend on the order of the rows", async () => {
    const rows = ["c2,2026-01-02,5", "c1,2026-01-01,1.5", "c2,2026-01-01,-2"];
    const one = await readOrdersCsv(
      chunks(new TextEncoder().encode(`customer_id,date,amount\n${rows.join("\n")}`)),
      {
        currency: "EUR",
      },
    );
    const two = await readOrdersCsv(
      chunks(new TextEncoder().encode(`customer_id,date,amount\n${rows.reverse().join("\n")}`)),
      { currency: "EUR" },
    );
    expect(one.log).toEqual(two.log);
  });
});
