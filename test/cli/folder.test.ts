import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openFolder } from "../../src/cli/store-folder.ts";
import type { OrderLine } from "../../src/model/index.ts";
import { createMemoryStore, exportStore } from "../../src/repositories/index.ts";
import { file, folder, run } from "./_run.ts";

const ORDERS = [
  "order,customer,date,amount,channel",
  "1,ann,2026-05-02,10.00,web",
  "2,bob,2026-05-03,12.00,kiosk",
  "2,bob,2026-05-03,12.00,kiosk",
  "3,ann,2026-06-01,-10.00,web",
  "4,,2026-06-01,1.00,web",
];

async function shop(): Promise<string> {
  const path = folder();
  const made = await run(["init", "--in", path, "--currency", "EUR", "--time-zone", "Europe/Berlin"]);
  expect([made.code, made.err]).toEqual([0, ""]);
  return path;
}

async function jsonOf(args: readonly string[]) {
  const { code, out, err } = await run([...args, "--json"]);
  expect([code, err]).toEqual([0, ""]);
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
  return JSON.parse(out) as any;
}

/** A line of an export for each record, with head and end. */
async function records(): Promise<string> {
  const store = createMemoryStore();
  await store.parties.save(
    { schemaVersion: 1, kind: "person", id: "eve", name: "Eve Park" },
    { expected: "absent" },
  );
  await store.importantDates.save(
    {
      schemaVersion: 1,
      id: "d1",
      partyId: "eve",
      kind: "birthday",
      date: { calendar: "gregorian", year: 1980, month: 6, day: 15 },
      source: { method: "stated", channel: "phone", observedOn: "2026-01-05" },
    },
    { expected: "absent" },
  );
  const lines: string[] = [];
  for await (const line of exportStore(store)) lines.push(`${line}\n`);
  return lines.join("");
}

// Every command starts a database of its own.
describe("a store in a folder", { timeout: 120_000 }, () => {
  it("takes a file once, however often it comes, and what a longer one adds", async () => {
    const path = await shop();
    const first = await jsonOf(["import", file(ORDERS.join("\n")), "--in", path]);
    expect(first.written).toEqual({ lines: 4, duplicates: 0, customers: 2 });
    expect(first.read.setAside.rows).toBe(1);
    const again = await jsonOf(["import", file(ORDERS.join("\n")), "--in", path]);
    expect(again.written).toEqual({ lines: 0, duplicates: 4, customers: 0 });
    const longer = [...ORDERS, "5,cid,2026-06-02,7.50,web", "2,bob,2026-05-03,12.00,kiosk"].reverse();
    const more = await jsonOf([
      "import",
      file([ORDERS[0], ...longer.filter((line) => line !== ORDERS[0])].join("\n")),
      "--in",
      path,
    ]);
    expect(more.written).toEqual({ lines: 2, duplicates: 4, customers: 1 });

    // The same as the report on the whole file, with the sixth line that both have set aside.
    const day = await jsonOf(["run", "--in", path, "--as-of", "2026-06-15"]);
    const report = await jsonOf([
      "report",
      file([...ORDERS, ...longer.slice(0, 2)].join("\n")),
      "--currency",
      "EUR",
      "--time-zone",
      "Europe/Berlin",
      "--as-of",
      "2026-06-15",
    ]);
    expect(day.orders.summary).toEqual(report.report.orders.summary);
    expect(day.rfm).toEqual(report.report.rfm);
  });

  it("loses nothing of a line: moment, product, quantity, cost, channel, place", async () => {
    const path = await shop();
    const text =
      "order,customer,date,price,cost,product,quantity,channel,place\n" +
      "1,ann,2026-05-02T22:30:00Z,4.00,4.20,tea,2.5,web,Leeds\n";
    const read = await jsonOf([
      "import",
      file(text),
      "--cost-column",
      "cost",
      "--place-column",
      "place",
      "--in",
      path,
    ]);
    expect(read.written.lines).toBe(1);
    await using opened = await openFolder(path);
    const lines: OrderLine[] = [];
    for await (const line of opened.store.orderLines.read()) lines.push(line);
    expect(lines).toEqual([
      {
        schemaVersion: 1,
        id: lines[0]?.id,
        orderId: "1",
        customerId: "ann",
        orderedOn: "2026-05-03", // half past midnight in Berlin
        orderedAt: "2026-05-02T22:30:00.000Z",
        amount: "10.00",
        cost: "4.20",
        currency: "EUR",
        productId: "tea",
        quantity: "2.5",
        channel: "web",
        place: "Leeds",
      },
    ]);
  });

  it("takes records, runs today, and says why", async () => {
    const path = await shop();
    const text = await records();
    expect((await run(["import", file(gzipSync(text), "records.jsonl.gz"), "--in", path])).out).toBe(
      "2 records: 2 new, 0 there already\n",
    );
    expect((await run(["import", file(text, "records.txt"), "--as", "records", "--in", path])).out).toBe(
      "2 records: 0 new, 2 there already\n",
    );
    // Late in the evening in UTC it is the next day in Berlin.
    const { code, out } = await run(["run", "--in", path], { now: "2026-06-14T22:30:00Z" });
    expect(code).toBe(0);
    expect(out).toContain("Reminders of 2026-06-15");
    const why = await run(["why", "eve", "--in", path]);
    expect(why.out).toContain("Eve Park (eve)");
    expect(why.out).toMatch(/due at 2026-06-15T07:00:00Z|put off|held back/);
    expect(why.out).toContain("decision birthday|eve|gregorian:2026");
    expect(why.out).toMatch(/why: .+\(.+\)/);
    expect(why.out).toContain("evidence: ");
    const [decision] = await jsonOf(["why", "birthday|eve|gregorian:2026", "--in", path]);
    expect(decision.subjectId).toBe("eve");
    // A later run decides anew; the earlier decision is shown on demand alone.
    expect((await run(["run", "--in", path, "--as-of", "2026-06-16"])).code).toBe(0);
    expect((await jsonOf(["why", "eve", "--in", path, "--all"])).length).toBeGreaterThan(0);
  });

  it("refuses in one sentence and leaves everything as it was", async () => {
    const path = await shop();
    const settings = readFileSync(join(path, "clientele.json"), "utf8");
    const refused = async (...args: string[]): Promise<string> => {
      const { code, out, err } = await run(args);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(/^clientele: [^\n]+\n$/);
      return err;
    };
    expect(await refused("init", "--in", path, "--currency", "EUR")).toContain("has a store already");
    expect(await refused("init", "--in", path)).toContain("--currency");
    expect(await refused("run", "--in", folder())).toContain("there is no store in");
    expect(await refused("why", "--in", path)).toContain("name a customer");
    expect(await refused("why", "nobody", "--in", path)).toContain('no customer and no decision "nobody"');
    const cut = (await records()).split("\n").slice(0, 2).join("\n");
    expect(await refused("import", file(cut, "cut.jsonl"), "--in", path)).toContain("cut off");
    expect(await refused("why", "eve", "--in", path)).toContain("no customer");
    expect(await refused("import", join(path, "none.jsonl"), "--in", path)).toContain("none.jsonl");
    expect(await refused("import", file("not gzip", "x.jsonl.gz"), "--in", path)).toContain("x.jsonl.gz");

    writeFileSync(join(path, "lock"), String(process.ppid));
    expect(await refused("run", "--in", path)).toContain("another command is at work");
    // The process of this lock has ended long ago, or never was.
    writeFileSync(join(path, "lock"), "999999999");
    expect((await run(["why", "eve", "--in", path])).code).toBe(2);
    expect(existsSync(join(path, "lock"))).toBe(false);

    for (const [text, expected] of [
      ["{", "is no JSON"],
      ["{}", "is not of a folder"],
      [settings.replace('"version": 1', '"version": 2'), "version 1, got 2"],
      [settings.replace("EUR", "euro"), "ISO 4217"],
      [settings.replace("Europe/Berlin", "Berlin"), "time zone"],
    ] as const) {
      writeFileSync(join(path, "clientele.json"), text);
      expect(await refused("run", "--in", path)).toContain(expected);
    }
  });
});
