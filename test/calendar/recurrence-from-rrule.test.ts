import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { occurrencesOf, type PlainDate, recurrenceFromRRule } from "clientele/calendar";
import { InvalidDataError } from "clientele/issues";
import { describe, expect, it } from "vitest";

const folder = process.env["CLIENTELE_DATA"];
const file = folder === undefined ? "" : join(folder, "golden/recurrence_rrule.json");
const present = file !== "" && existsSync(file);

interface Case {
  readonly name: string;
  readonly rule: string;
  readonly method: "all" | "before" | "after" | "between";
  readonly args: readonly (string | boolean)[];
  readonly expected: readonly string[];
}

const refusedParts = [
  "BYWEEKNO",
  "BYYEARDAY",
  "BYSETPOS",
  "BYEASTER",
  "BYHOUR",
  "BYMINUTE",
  "BYSECOND",
  "RDATE",
  "EXDATE",
  "EXRULE",
] as const;

/** The names that a text must be refused for. */
function refusalsOf(rule: string): string[] {
  const names: string[] = refusedParts.filter((part) => new RegExp(`(^|[;\\n])${part}[=:;]`).test(rule));
  if (/FREQ=(SECOND|MINUTE|HOUR)LY/.test(rule)) names.push("FREQ");
  return names.sort();
}

describe("the published cases of rrule", () => {
  const cases = present ? (JSON.parse(readFileSync(file, "utf8")) as { cases: readonly Case[] }).cases : [];
  const runnable = cases.filter(({ rule }) => refusalsOf(rule).length === 0);

  it.skipIf(!present)("of a day or longer come out the same, all 54 of them", () => {
    for (const { name, rule, method, args, expected } of runnable) {
      expect({ name, dates: answer(rule, method, args, expected.length) }).toEqual({
        name,
        dates: expected.map((moment) => moment.slice(0, 10)),
      });
    }
    expect(runnable).toHaveLength(54);
  });

  it.skipIf(!present)("with parts that days cannot have are refused by name, all 111 of them", () => {
    const refused = cases.filter(({ rule }) => refusalsOf(rule).length > 0);
    for (const { name, rule } of refused) {
      expect({ name, refused: refusedNames(rule) }).toEqual({ name, refused: refusalsOf(rule) });
    }
    expect(refused).toHaveLength(111);
  });
});

/** The days of a case. A text of two rules is a set in rrule: the days of both, in order. */
function answer(text: string, method: Case["method"], args: Case["args"], count: number): string[] {
  const rules = text.split(/\n(?=DTSTART)/).map((rule) => recurrenceFromRRule(rule));
  const always = { from: "0001-01-01", to: "9999-12-31" } as const;
  // The published cases keep one time of day, so their moments compare as its days do.
  const hour = /DTSTART:\d{8}T(\d{6})/.exec(text)?.[1] ?? "";
  const at = (index: number): PlainDate => {
    const moment = String(args[index]);
    expect(moment.slice(11, 19).replaceAll(":", "")).toBe(hour);
    return moment.slice(0, 10) as PlainDate;
  };
  const inclusive = args.at(-1) === true;
  if (method === "all") {
    return rules.flatMap((rule) => occurrencesOf(rule, always).map((o) => o.date)).sort();
  }
  const [rule] = rules;
  const days = occurrencesOf(rule!, { from: "1990-01-01", to: "2020-01-01" }).map((o) => o.date);
  if (method === "between") {
    return days.filter((day) => (inclusive ? day >= at(0) && day <= at(1) : day > at(0) && day < at(1)));
  }
  if (method === "before")
    return days.filter((day) => (inclusive ? day <= at(0) : day < at(0))).slice(-count);
  return days.filter((day) => (inclusive ? day >= at(0) : day > at(0))).slice(0, count);
}

function refusedNames(text: string): string[] {
  const error = errorOf(text);
  return [
    ...new Set(error.issues.filter((i) => i.code === "unsupported-part").map((i) => String(i.path[0]))),
  ].sort();
}

function errorOf(text: string): InvalidDataError {
  try {
    recurrenceFromRRule(text);
  } catch (error) {
    if (InvalidDataError.is(error)) return error;
    throw error;
  }
  throw new Error(`${text} was not refused`);
}

describe("a rule in the words of RFC 5545", () => {
  it("is read in full", () => {
    expect(
      recurrenceFromRRule(
        "DTSTART;TZID=America/New_York:19970902T090000\r\nRRULE:FREQ=YEARLY;INTERVAL=2;COUNT=3;UNTIL=20300101;BYMONTH=1,3;\r\n BYMONTHDAY=-1,13;BYDAY=FR,+1MO,-1SU;WKST=SU;RSCALE=GREGORIAN;SKIP=FORWARD",
      ),
    ).toEqual({
      frequency: "yearly",
      anchor: "1997-09-02",
      interval: 2,
      count: 3,
      until: "2030-01-01",
      byMonth: [1, 3],
      byMonthDay: [-1, 13],
      byDay: [{ weekday: 5 }, { weekday: 1, ordinal: 1 }, { weekday: 7, ordinal: -1 }],
      weekStart: 7,
      missingDay: "forward",
    });
  });

  it("is read bare, in small letters, with an anchor of the caller's", () => {
    expect(recurrenceFromRRule("freq=monthly;byday=-1fr", { anchor: "2024-01-31" })).toEqual({
      frequency: "monthly",
      anchor: "2024-01-31",
      byDay: [{ weekday: 5, ordinal: -1 }],
      missingDay: "omit",
    });
    expect(recurrenceFromRRule("DTSTART;VALUE=DATE:20240131\nRRULE:FREQ=DAILY").anchor).toBe("2024-01-31");
  });

  it.each([
    ["DTSTART:20240101T090000", "UNTIL=20240105T090000", "2024-01-05"],
    ["DTSTART:20240101T090000", "UNTIL=20240105T085959", "2024-01-04"],
    ["DTSTART:20240101T090000", "UNTIL=20240105", "2024-01-05"],
    ["DTSTART:20240101", "UNTIL=20240105T000000", "2024-01-05"],
    ["DTSTART;TZID=Asia/Shanghai:20240101T090000", "UNTIL=20240105T010000Z", "2024-01-05"],
    ["DTSTART;TZID=Asia/Shanghai:20240101T090000", "UNTIL=20240105T005959Z", "2024-01-04"],
    ["DTSTART;TZID=America/New_York:20240101T200000", "UNTIL=20240105T010000Z", "2024-01-04"],
  ])("ends with the last day whose moment is within UNTIL: %s %s", (start, until, day) => {
    expect(recurrenceFromRRule(`${start}\nRRULE:FREQ=DAILY;${until}`).until).toBe(day);
  });

  it("drops ordinals where RFC 5545 has none for them", () => {
    const rule = recurrenceFromRRule("DTSTART:20240101\nRRULE:FREQ=WEEKLY;BYDAY=+1TU,-1TH");
    expect(rule.byDay).toEqual([{ weekday: 2 }, { weekday: 4 }]);
  });

  it.each<[string, readonly (readonly [code: string, path: string])[]]>([
    [
      "",
      [
        ["missing-part", "DTSTART"],
        ["missing-part", "RRULE"],
        ["missing-part", "FREQ"],
      ],
    ],
    ["RRULE:FREQ=DAILY", [["missing-part", "DTSTART"]]],
    ["DTSTART:20240230\nRRULE:FREQ=DAILY", [["invalid-part", "DTSTART"]]],
    ["DTSTART;TZID=Mars/Base:20240101\nRRULE:FREQ=DAILY", [["invalid-part", "DTSTART.TZID"]]],
    ["DTSTART:20240101\nDTSTART:20240102\nRRULE:FREQ=DAILY", [["invalid-part", "DTSTART"]]],
    ["DTSTART:20240101\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", [["unsupported-part", "RRULE"]]],
    ["DTSTART:20240101\nRRULE:INTERVAL=2", [["missing-part", "FREQ"]]],
    ["DTSTART:20240101\nRRULE:FREQ=FORTNIGHTLY", [["invalid-part", "FREQ"]]],
    ["DTSTART:20240101\nRRULE:FREQ=DAILY;FREQ=DAILY", [["invalid-part", "FREQ"]]],
    [
      "DTSTART:20240101\nRRULE:FREQ=DAILY;COUNT=0;INTERVAL=x",
      [
        ["invalid-part", "COUNT"],
        ["invalid-part", "INTERVAL"],
      ],
    ],
    ["DTSTART:20240101\nRRULE:FREQ=DAILY;UNTIL=tomorrow", [["invalid-part", "UNTIL"]]],
    ["DTSTART:20240101\nRRULE:FREQ=DAILY;UNTIL=20240230", [["invalid-part", "UNTIL"]]],
    [
      "DTSTART:20240101\nRRULE:FREQ=YEARLY;BYMONTH=0,13;BYMONTHDAY=32",
      [
        ["invalid-part", "BYMONTH"],
        ["invalid-part", "BYMONTHDAY"],
      ],
    ],
    ["DTSTART:20240101\nRRULE:FREQ=YEARLY;BYMONTH=5L", [["invalid-part", "BYMONTH"]]],
    ["DTSTART:20240101\nRRULE:FREQ=MONTHLY;BYDAY=0MO", [["invalid-part", "BYDAY"]]],
    [
      "DTSTART:20240101\nRRULE:FREQ=MONTHLY;BYDAY=XX;WKST=1MO",
      [
        ["invalid-part", "BYDAY"],
        ["invalid-part", "WKST"],
      ],
    ],
    ["DTSTART:20240101\nRRULE:FREQ=MONTHLY;SKIP=SIDEWAYS", [["invalid-part", "SKIP"]]],
    ["DTSTART:20240101\nRRULE:FREQ=YEARLY;RSCALE=CHINESE", [["unsupported-part", "RSCALE"]]],
    [
      "DTSTART:20240101\nRRULE:FREQ=HOURLY;BYSETPOS=1;X-FOO=1",
      [
        ["unsupported-part", "FREQ"],
        ["unsupported-part", "BYSETPOS"],
        ["unsupported-part", "X-FOO"],
      ],
    ],
    [
      "DTSTART:20240101\nRRULE:FREQ=DAILY\nEXDATE;TZID=Asia/Tokyo:20240102T090000\nSUMMARY:tea",
      [
        ["unsupported-part", "EXDATE"],
        ["unsupported-part", "SUMMARY"],
      ],
    ],
  ])("is refused with every reason: %j", (text, reasons) => {
    const error = errorOf(text);
    const found = error.issues.map((issue) => [issue.code, issue.path.join(".")]);
    expect(found.toSorted()).toEqual([...reasons].map((reason) => [...reason]).toSorted());
    for (const issue of error.issues) expect(issue.message).toContain(issue.expected);
  });

  it("refuses an anchor that is no date", () => {
    expect(() => recurrenceFromRRule("FREQ=DAILY", { anchor: "soon" as PlainDate })).toThrow("anchor");
  });
});
