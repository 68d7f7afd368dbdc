import { tz } from "@date-fns/tz";
import { parse } from "date-fns";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDateReader } from "../../../src/adapters/csv/_date-reader.ts";
import { linesOf, read, refusal } from "./_read.ts";

const file = (dates: readonly string[]): string =>
  `customer;date;amount\n${dates.map((date, at) => `c${String(at).padStart(3, "0")};${date};1`).join("\n")}\n`;

async function days(
  dates: readonly string[],
  options: Parameters<typeof read>[1] = {},
): Promise<readonly unknown[]> {
  return linesOf(await read(file(dates), options)).map((line) => line[1]);
}

describe("dates of a file of orders", () => {
  it.each([
    ["2026-03-29", "2026-03-29"],
    ["2026-03-29 02:30", "2026-03-29"],
    ["2026-03-29T02:30:15", "2026-03-29"],
    ["2026-03-29 23:59:59.999", "2026-03-29"],
    ["2026-03-29T23:59:60", "2026-03-29"],
  ])("read %s as the day on the wall, whatever the zone", async (text, day) => {
    for (const timeZone of ["UTC", "Asia/Tokyo", "America/New_York"]) {
      const result = await read(file([text]), { timeZone });
      expect(linesOf(result)[0]?.[1]).toBe(day);
      expect(result.instants).toBe(0);
    }
  });

  it.each([
    ["2026-03-28T23:30:00Z", "2026-03-28", "2026-03-29", "2026-03-28"],
    ["2026-03-29 04:30:00 +0900", "2026-03-28", "2026-03-29", "2026-03-28"],
    ["2026-03-29T00:30:00.123-05:00", "2026-03-29", "2026-03-29", "2026-03-29"],
    ["2026-03-29 03:30:00 UTC", "2026-03-29", "2026-03-29", "2026-03-28"],
  ])("turn the instant %s into the day of the zone", async (text, utc, tokyo, newYork) => {
    expect(await days([text])).toEqual([utc]);
    expect(await days([text], { timeZone: "Asia/Tokyo" })).toEqual([tokyo]);
    expect(await days([text], { timeZone: "America/New_York" })).toEqual([newYork]);
    expect((await read(file([text, text, "2026-01-01"]))).instants).toBe(2);
  });

  it.each([
    "2026-02-30",
    "2026-13-01",
    "2026-01-01T24:00",
    "2026-01-01 10:60",
    "2026-1-1",
    "2026-01-01x",
    "0000-01-01",
    "2026-01-01T10:00+25:00",
    "",
  ])("refuse %j", async (text) => {
    const result = await read(file(["2026-01-01", "2026-01-02", text]));
    expect(result.setAside.reasons).toMatchObject([{ code: "bad-date", samples: [{ value: text }] }]);
  });

  it.each([
    [["1/12/2010 8:26", "13/12/2010 18:05"], "dd/MM/yyyy HH:mm", ["2010-12-01", "2010-12-13"]],
    [["12/1/2010 8:26", "12/13/2010 18:05"], "MM/dd/yyyy HH:mm", ["2010-12-01", "2010-12-13"]],
    [["31.12.2010", "01.02.2011"], "dd.MM.yyyy", ["2010-12-31", "2011-02-01"]],
    [["2010/12/01", "2010/12/02"], "yyyy/MM/dd", ["2010-12-01", "2010-12-02"]],
    [["5/25/2010 8:26:01 PM", "5/6/2010 8:26:01 AM"], "MM/dd/yyyy h:mm:ss a", ["2010-05-25", "2010-05-06"]],
    [["20101225", "20101226"], "yyyyMMdd", ["2010-12-25", "2010-12-26"]],
    [["1 Dec 2010", "25 Jan 2011"], "d MMM yyyy", ["2010-12-01", "2011-01-25"]],
    [["25-12-2010, 08:26:00", "01-12-2010, 08:26:00"], "dd-MM-yyyy, HH:mm:ss", ["2010-12-25", "2010-12-01"]],
    [["December 1, 2010", "January 25, 2011"], "MMMM d, yyyy", ["2010-12-01", "2011-01-25"]],
  ])("are understood where only one format fits: %j", async (dates, format, expected) => {
    const result = await read(file(dates));
    expect(result.dateFormat).toBe(format);
    expect(linesOf(result).map((line) => line[1])).toEqual(expected);
    expect(result.dateExample).toEqual({ text: dates[0], day: expected[0] });
  });

  it.each([
    [["01/02/2010", "03/04/2010"], "could be dd/MM/yyyy or MM/dd/yyyy"],
    [["25/12/10", "26/12/10"], "could be dd/MM/yy or yy/MM/dd"],
    [["12/25/10", "12/26/10"], "could be MM/dd/yy"],
    [["Tuesday", "Wednesday"], "are of no usual format"],
    [["1291190760", "1291190761"], "are of no usual format"],
    [["25/12/2010", "12/25/2010", "01/01/2010"], "are not of one usual format"],
  ])("are asked about where %j could mean several things, or nothing", async (dates, finding) => {
    const [code, message] = await refusal(file(dates), { columns: { date: "date" } });
    expect(code).toBe("csv-date-format");
    expect(message).toBe(
      `Cannot read orders.csv: the dates in column "date", such as "${dates[0]}", ${finding}`,
    );
  });

  it("are not decided by slips: a tenth may be wrong, and the rival must be wrong ten times as often", async () => {
    const days = Array.from({ length: 28 }, (_, at) => `${String(at + 1).padStart(2, "0")}/06/2010`);
    const result = await read(file([...days, "06/31/2010"]));
    expect(result.dateFormat).toBe("dd/MM/yyyy");
    expect(result.setAside.rows).toBe(1);
    const ambiguous = Array.from({ length: 12 }, (_, at) => `${String(at + 1).padStart(2, "0")}/06/2010`);
    expect((await refusal(file([...ambiguous, "13/06/2010", "06/13/2010"])))[0]).toBe("csv-date-format");
  });

  it("follow a format that is given", async () => {
    expect(await days(["01/02/2010"], { dateFormat: "dd/MM/yyyy" })).toEqual(["2010-02-01"]);
    expect(await days(["01/02/2010"], { dateFormat: "MM/dd/yyyy" })).toEqual(["2010-01-02"]);
    expect(await days(["2/1/10", "2/1/70"], { dateFormat: "M/d/yy" })).toEqual(["2010-02-01", "1970-02-01"]);
    expect(await days(["um 8 am 2.1.2010"], { dateFormat: "'um' H 'am' d.M.yyyy" })).toEqual(["2010-01-02"]);
    const instants = await read(file(["29.03.2026 00:30 +09:00"]), { dateFormat: "dd.MM.yyyy HH:mm xxx" });
    expect([linesOf(instants)[0]?.[1], instants.instants]).toEqual(["2026-03-28", 1]);
    expect(await days(["1291190760"], { dateFormat: "t" })).toEqual(["2010-12-01"]);
    const short = await read(file(["01/02/10", "01/02/2010"]), { dateFormat: "dd/MM/yyyy" });
    expect(short.setAside.reasons).toMatchObject([{ code: "bad-date", samples: [{ value: "01/02/10" }] }]);
  });

  it("do not depend on the host's zone, even at a time that it skips", async () => {
    const host = process.env["TZ"];
    try {
      for (const zone of ["America/New_York", "Asia/Shanghai", "Pacific/Apia"]) {
        process.env["TZ"] = zone;
        expect(await days(["13/03/2011 02:30", "30/12/2011 23:59", "01/01/2012 00:00"])).toEqual([
          "2011-03-13",
          "2011-12-30",
          "2012-01-01",
        ]);
        expect(await days(["2011-12-30T23:59", "2011-12-31T00:00Z"])).toEqual(["2011-12-30", "2011-12-31"]);
      }
    } finally {
      if (host === undefined) delete process.env["TZ"];
      else process.env["TZ"] = host;
    }
  });

  it("agree with tz(UTC) of date-fns", () => {
    const reader = createDateReader("dd/MM/yyyy HH:mm", "UTC");
    const two = (n: number): string => String(n).padStart(2, "0");
    const moment = fc.date({
      min: new Date("1950-01-01T00:00Z"),
      max: new Date("2049-12-31T00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, (date) => {
        const day = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = day.split("-");
        const text = `${dayOfMonth}/${month}/${year} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
        const oracle = parse(text, "dd/MM/yyyy HH:mm", new Date(0), { in: tz("UTC") });
        expect(reader.read(text)).toBe(day);
        expect(new Date(+oracle).toISOString().slice(0, 10)).toBe(day);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the moment of an order", () => {
  const momentOf = async (text: string, options: Parameters<typeof read>[1] = {}) => {
    const { log } = await read(`customer,date,amount\nc1,${text},1\n`, options);
    return log.instants === undefined ? undefined : new Date(log.instants.values[0]!).toISOString();
  };

  it("is kept where the time of day is told, on the clock of the time zone or at its own offset", async () => {
    expect(await momentOf("2026-03-28T23:30:15Z")).toBe("2026-03-28T23:30:15.000Z");
    expect(await momentOf("2026-03-28T23:30+09:00", { timeZone: "Asia/Tokyo" })).toBe(
      "2026-03-28T14:30:00.000Z",
    );
    expect(await momentOf("2026-03-28 23:30", { timeZone: "Asia/Tokyo" })).toBe("2026-03-28T14:30:00.000Z");
    expect(await momentOf("28/03/2026 23:30", { dateFormat: "dd/MM/yyyy HH:mm" })).toBe(
      "2026-03-28T23:30:00.000Z",
    );
    // The hour that the clocks skip is the one after it.
    expect(await momentOf("2026-03-29 02:30", { timeZone: "Europe/Berlin" })).toBe(
      "2026-03-29T01:30:00.000Z",
    );
    expect(await momentOf("2026-03-28")).toBeUndefined();
    expect(await momentOf("28/03/2026", { dateFormat: "dd/MM/yyyy" })).toBeUndefined();
  });
});

describe("channel and shop of an order", () => {
  it("are kept, and nothing is none", async () => {
    const { log, columns } = await read(
      "customer,date,amount,Sales Channel,门店编号\nc1,2026-01-02,1,web,\nc1,2026-01-03,2,NULL,上海一店\n",
    );
    expect([columns.channel?.name, columns.place?.name]).toEqual(["Sales Channel", "门店编号"]);
    expect([log.channelNames, [...log.channels!]]).toEqual([["web"], [0, -1]]);
    expect([log.placeIds, [...log.places!]]).toEqual([["上海一店"], [-1, 0]]);
    const bad = await read(
      `customer,date,amount,channel\nc1,2026-01-02,1,${"x".repeat(201)}\nc2,2026-01-02,1,web\n`,
    );
    expect(bad.setAside.reasons[0]).toMatchObject({
      code: "bad-channel",
      rows: 1,
      samples: [{ row: 2, column: "channel" }],
    });
  });
});
