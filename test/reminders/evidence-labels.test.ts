import {
  builtInRules,
  englishEvidence,
  sayEvidence,
  simplifiedChineseEvidence,
  traditionalChineseEvidence,
} from "clientele/reminders";
import { describe, expect, it } from "vitest";
import { addDays } from "../../src/calendar/index.ts";
import { examples, mei } from "./_examples.ts";

/** What a customer, a user or an analysis named, and no rule: it is said as it stands. */
const NAMED = [
  "Bids are opened",
  "childbirth",
  "disaster",
  "employment",
  "goals.work",
  "hobby",
  "likes.hobby",
  "marriage",
  "promotion",
  "what was found",
];
const fact = (label: string) => ({ label, value: 1, asOf: "2026-01-05", source: "x" }) as const;
const labels = new Set(
  builtInRules.flatMap((rule) => {
    const { on, speaks } = examples[rule.id as keyof typeof examples];
    const window = { from: addDays(on, -rule.catchUpDays), to: addDays(on, 1), today: on, zone: "UTC" };
    const found = rule.occurrences({ party: mei, ...speaks }, window);
    return found.flatMap(({ evidence }) => evidence.map(({ label }) => label));
  }),
);

describe("the labels of evidence", () => {
  it("of every built-in rule have their words in both Chinese scripts", () => {
    expect(labels.size).toBeGreaterThan(60);
    for (const label of labels) {
      const [said] = sayEvidence([fact(label)], traditionalChineseEvidence);
      const [simple] = sayEvidence([fact(label)], simplifiedChineseEvidence);
      const isNamed = NAMED.includes(label);
      expect([label, said!.label === label, simple!.label === label]).toEqual([label, isNamed, isNamed]);
      expect(sayEvidence([fact(label)], englishEvidence)[0]?.label).toBe(label);
    }
  });

  it("keep what differs, the closest label first", () => {
    const say = (label: string) => sayEvidence([fact(label)], simplifiedChineseEvidence)[0]?.label;
    expect(say("installation of Boiler")).toBe("Boiler的安装");
    expect(say("installation of Boiler; reason for use not known")).toBe("Boiler的安装；使用原因不明");
    expect(say("first purchase")).toBe("首次购买");
    expect(say("first purchase of $& {x}")).toBe("首次购买$& {x}");
    expect(say("first purchase of ")).toBe("first purchase of ");
  });

  it("leave the rest of the fact, and what the language does not have, as they are", () => {
    const given = Object.freeze([fact("birthday"), fact("my own"), fact("constructor")]);
    expect(sayEvidence(given, { birthday: () => "Geburtstag" })).toEqual([
      fact("Geburtstag"),
      fact("my own"),
      fact("constructor"),
    ]);
    expect(sayEvidence(given, {})).toEqual(given);
  });
});
