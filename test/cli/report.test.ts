import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { textWidth } from "../../src/cli/render/text-width.ts";
import { file, folder, run } from "./_run.ts";

const UCI = [
  "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
  "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.5555,17850,United Kingdom",
  "536366,22633,WARMER,10,2010-12-01 08:28:00,1.85,13047,United Kingdom",
  "C536379,D,Discount,-1,2010-12-02 09:41:00,27.50,13047,United Kingdom",
  "536380,22961,JAM,24,2010-12-03 09:41:00,1.45,,United Kingdom",
  "536381,22139,GIFT,1,2010-12-03 09:50:00,0,17850,United Kingdom",
  "536382,10002,BAD,two,2010-12-03 09:50:00,0.85,17850,United Kingdom",
].join("\n");

const json = async (args: readonly string[]) => {
  const { code, out, err } = await run([...args, "--json"]);
  expect([code, err]).toEqual([0, ""]);
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
  return JSON.parse(out) as any;
};

describe("clientele report", () => {
  it("shows how the file was read and counts purchases, returns, free lines and net exactly", async () => {
    const { code, out, err } = await run(["report", file(UCI), "--currency", "GBP", "--as-of", "2010-12-10"]);
    expect([code, err]).toEqual([0, ""]);
    for (const line of [
      "columns, recognised as an export of UCI Online Retail:",
      "customer  CustomerID   guessed by its name",
      "6 rows: 4 order lines, 2 rows set aside",
      'no customer                  1  row 5: CustomerID ""',
      'quantity is not a number     1  row 7: Quantity "two"',
      "purchases       2          2       2  £33.833",
      "returns         1          1          -£27.50",
      "free lines      1",
      "net             4          2           £6.333",
    ])
      expect(out).toContain(line.trim());
    expect(out).toContain("RFM segments as of 2010-12-10");
    expect(out).toContain("value is revenue, purchases less returns: no cost is known of 4 lines");
    expect(out).toContain("not enough to go by: 0 periods, at least 2 needed");
  });

  it("fits a page of 100 columns, full-width names included", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, at) => `客戶${"名".repeat(at)},2026-01-${String((at % 28) + 1).padStart(2, "0")},${at * 1e6}`,
    );
    const { out } = await run([
      "report",
      file(`客户编号,日期,金额\n${rows.join("\n")}\n`),
      "--currency",
      "CNY",
    ]);
    const title = out.split("\n").filter((line) => !line.includes("orders.csv"));
    for (const line of title) expect(textWidth(line)).toBeLessThanOrEqual(100);
    expect(out).toContain("客户编号");
  });

  it("reports as of the day after the last order unless told, and says so", async () => {
    const path = file(UCI);
    const { out } = await run(["report", path, "--currency", "GBP"]);
    expect(out).toContain("as of 2010-12-04, the day after the last order; another day by --as-of");
    const earlier = await run(["report", path, "--currency", "GBP", "--as-of", "2010-12-02"]);
    expect(earlier.out).toContain("not seen, since of 2010-12-02 or later: 2 order lines");
    expect((await json(["report", path, "--currency", "GBP"])).report.asOf).toBe("2010-12-04");
  });

  it("prints the same as data", async () => {
    const path = file(gzipSync(UCI), "uci.csv.gz");
    const { read, report } = await json(["report", path, "--currency", "GBP"]);
    expect(read).toMatchObject({
      file: path,
      compressed: true,
      rows: 6,
      accepted: 4,
      dateFormat: "ISO 8601",
      columns: { customer: { name: "CustomerID", index: 6, by: "name" } },
      setAside: {
        rows: 2,
        reasons: [
          { code: "bad-quantity", rows: 1 },
          { code: "no-customer", rows: 1 },
        ],
      },
    });
    expect(read.log).toBeUndefined();
    expect(report.orders.summary.net.amount).toEqual({ amount: "6.333", currency: "GBP" });
    expect(report.rfm.count).toBe("purchases");
  });

  it("counts net money with --net", async () => {
    const path = file(UCI);
    const revenueOf = async (...options: readonly string[]): Promise<readonly string[]> =>
      (await json(["report", path, "--currency", "GBP", ...options])).report.rfm.segments
        .map((row: { revenue: { amount: string } }) => row.revenue.amount)
        .filter((amount: string) => !/^0(\.0+)?$/.test(amount));
    expect(await revenueOf()).toEqual(["33.833"]);
    expect(await revenueOf("--net")).toEqual(["6.333"]);
    expect((await run(["report", path, "--currency", "GBP", "--net"])).out).toContain(
      "purchases less returns",
    );
  });

  it("takes the columns, formats and zone it is given", async () => {
    const path = file("who;when;what;no;how much\nc1;03/04/2026;p;o1;1.234,50\nc2;05/04/2026;p;o2;7,00\n");
    const { read, report } = await json([
      ...["report", path, "--currency", "EUR", "--customer-column", "who", "--date-column", "when"],
      ...["--order-column", "no", "--product-column", "what", "--amount-column", "how much"],
      ...["--date-format", "dd/MM/yyyy", "--decimal-mark", ",", "--separator", ";", "--encoding", "utf-8"],
    ]);
    expect(read.dateExample).toEqual({ text: "03/04/2026", day: "2026-04-03" });
    expect(report.orders.summary.net.amount.amount).toBe("1241.50");
    const instants = file("customer,date,quantity,price\nc1,2026-03-28T23:30:00Z,2,1.5\n");
    const options = ["--quantity-column", "quantity", "--price-column", "price", "--time-zone", "Asia/Tokyo"];
    const { out } = await run(["report", instants, "--currency", "EUR", ...options]);
    expect(out).toContain("a time with an offset in 1 row: the day is that of Asia/Tokyo (--time-zone)");
    expect(out).toContain('"2026-03-28T23:30:00Z" is 2026-03-29');
    expect(out).toContain("as of 2026-03-30");
  });

  it("writes numbers by the locale asked for, and by that of nobody else", async () => {
    const path = file("customer,date,amount\nc1,2026-01-01,1234567.5\n");
    const german = await run(["report", path, "--currency", "EUR", "--locale", "de-DE"]);
    expect(german.out).toContain("1.234.567,50\u00a0€");
    const usual = await run(["report", path, "--currency", "EUR"]);
    expect(usual.out).toContain("€1,234,567.50");
  });

  it("puts every customer of the file on file, and says what reminders lack", async () => {
    const rows = [
      "2025-10-01",
      "2025-10-08",
      "2025-10-15",
      "2025-10-22",
      "2025-10-29",
      "2025-11-05",
      "2025-11-12",
    ];
    const path = file(
      `customer,date,amount\n${rows.map((day) => `c9,${day},5`).join("\n")}\nc1,2026-01-31,1\n`,
    );
    const { out } = await run(["report", path, "--currency", "EUR"]);
    expect(out).toMatch(/customer c9 has been silent for 81 days, since 2025-11-12/);
    expect(out.replace(/\s+/g, " ")).toMatch(
      /rules: 0 of 21 spoke, 0 had nothing due, 21 starved of data: .*installed products \(.*installation-check/,
    );
  });

  it.each([
    ["a missing file", "nowhere.csv", undefined, "cannot read .*nowhere.csv: there is no such file"],
    ["an empty file", "orders.csv", "", "cannot read orders.csv: it is empty"],
    [
      "a header only",
      "orders.csv",
      "customer,date,amount\n",
      "cannot read orders.csv: it has a header but no rows",
    ],
    [
      "binary junk",
      "orders.csv",
      Uint8Array.of(0, 1, 2, 3, 255, 254, 10),
      "cannot read orders.csv: it (is not utf-8 text|holds binary data, not text); if it is text, give its encoding, for example --encoding windows-1252",
    ],
    [
      "truncated gzip",
      "orders.csv.gz",
      gzipSync(UCI.repeat(20)).subarray(0, 100),
      "cannot read orders.csv.gz: its gzip data end too early",
    ],
    [
      "no amount",
      "orders.csv",
      "customer,date\nc1,2026-01-01\n",
      "no column could be recognised as the amount, or the quantity and the unit price; its columns are customer, date; give --customer-column",
    ],
    [
      "ambiguous dates",
      "orders.csv",
      "customer,date,amount\nc1,01/02/2026,5\n",
      'the dates in column "date", such as "01/02/2026", could be dd/MM/yyyy or MM/dd/yyyy; give --date-format, for example --date-format dd/MM/yyyy',
    ],
    [
      "an ambiguous comma",
      "orders.csv",
      "customer;date;amount\nc1;2026-02-01;5,000\n",
      'the comma in "5,000" could part decimals or thousands; give --decimal-mark "." or --decimal-mark ","',
    ],
  ])("refuses %s in one sentence and with 2", async (_, name, content, sentence) => {
    const path = content === undefined ? join(folder(), name) : file(content, name);
    const { code, out, err } = await run(["report", path, "--currency", "EUR"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^clientele: [^\n]+\n$/);
    expect(err).toMatch(
      new RegExp(sentence.includes(".*") || sentence.includes("(is") ? sentence : literally(sentence)),
    );
  });

  it("refuses a folder, a wrong column, a bad date format", async () => {
    expect((await run(["report", folder(), "--currency", "EUR"])).err).toMatch(/: it is a folder\n$/);
    const path = file(UCI);
    const wrong = await run(["report", path, "--currency", "EUR", "--customer-column", "CustomrId"]);
    expect(wrong).toMatchObject({
      code: 2,
      err: 'clientele: cannot read orders.csv: there is no column "CustomrId"; did you mean "CustomerID"?\n',
    });
    const format = await run(["report", path, "--currency", "EUR", "--date-format", "DD/MM/YYYY"]);
    expect(format).toMatchObject({ code: 2 });
    expect(format.err).toMatch(/^clientele: cannot read dates: write days as dd/);
  });

  it("draws a bar on the error stream of a terminal and nothing in a pipe", async () => {
    const path = file(UCI);
    const terminal = await run(["report", path, "--currency", "GBP"], { tty: true });
    expect(terminal.err).toContain("\u001b[");
    expect(terminal.out).toContain("\u001b[1mOrders\u001b[22m");
    const piped = await run(["report", path, "--currency", "GBP"]);
    expect(piped.err).toBe("");
    expect(piped.out).not.toContain("\u001b");
    const plain = await run(["report", path, "--currency", "GBP"], { tty: true, env: { NO_COLOR: "1" } });
    expect(plain.out).toBe(piped.out);
  });
});

describe("clientele report --rejects", () => {
  const inside = (path: string): readonly string[] => readdirSync(dirname(path)).sort();

  it("writes the rows set aside with row number and reason, safe for spreadsheets", async () => {
    const path = file(
      'customer,date,amount,note\nc1,2026-01-01,5,fine\n,2026-01-02,-6,=1+1\nc2,never,7,"@a, ""b"""\nc3,2026-01-03\nc4,2026-01-04,1,客\n',
    );
    const rejects = join(dirname(path), "rejects.csv");
    const { code } = await run(["report", path, "--currency", "EUR", "--rejects", rejects]);
    expect(code).toBe(0);
    expect(readFileSync(rejects, "utf8")).toBe(
      [
        "\ufeffrow,reason,customer,date,amount,note",
        "3,customer: no customer,,2026-01-02,'-6,'=1+1",
        '4,date: not a date of the file\'s format,c2,never,7,"\'@a, ""b"""',
        "5,more or fewer fields than the header,c3,2026-01-03",
        "",
      ].join("\r\n"),
    );
    expect(inside(path)).toEqual(["orders.csv", "rejects.csv"]);
  });

  it("writes the header alone when nothing was set aside, over an older file", async () => {
    const path = file("customer,date,amount\nc1,2026-01-01,5\n");
    const rejects = join(dirname(path), "rejects.csv");
    writeFileSync(rejects, "older");
    await run(["report", path, "--currency", "EUR", "--rejects", rejects]);
    expect(readFileSync(rejects, "utf8")).toBe("\ufeffrow,reason,customer,date,amount\r\n");
  });

  it("leaves no half file and keeps the older one when the reading fails", async () => {
    const rows = Array.from({ length: 200_000 }, (_, at) => `,2026-01-01,${at}`).join("\n");
    const whole = gzipSync(`customer,date,amount\nc1,2026-01-01,1\n${rows}`);
    const path = file(whole.subarray(0, whole.length - 20), "orders.csv.gz");
    const rejects = join(dirname(path), "rejects.csv");
    writeFileSync(rejects, "older");
    const { code, err } = await run(["report", path, "--currency", "EUR", "--rejects", rejects]);
    expect([code, err]).toEqual([2, "clientele: cannot read orders.csv.gz: its gzip data end too early\n"]);
    expect(readFileSync(rejects, "utf8")).toBe("older");
    expect(inside(path)).toEqual(["orders.csv.gz", "rejects.csv"]);
  });

  it("refuses a place that cannot be written, before it reads", async () => {
    const path = file(UCI);
    const refused = async (rejects: string): Promise<string> => {
      const { code, err } = await run(["report", path, "--currency", "EUR", "--rejects", rejects]);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused(path)).toMatch(/: it is the file of orders itself\n$/);
    expect(readFileSync(path, "utf8")).toBe(UCI);
    mkdirSync(join(dirname(path), "here"));
    expect(await refused(join(dirname(path), "here"))).toMatch(/: it is not a file\n$/);
    expect(await refused(join(dirname(path), "nowhere", "r.csv"))).toMatch(
      /: there is no folder .*nowhere\n$/,
    );
    expect(existsSync(join(dirname(path), "nowhere"))).toBe(false);
    expect(inside(path)).toEqual(["here", "orders.csv"]);
  });
});

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
