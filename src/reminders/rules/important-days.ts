import { addDays, addYears, type PlainDate } from "../../calendar/index.ts";
import { evidence, once } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { FamilyMember } from "../dossier.ts";
import type { RuleWindow } from "../rule.ts";
import { annualChoices, birthdaysOf, dayText, returnsOf } from "./birthday.ts";

/** Congratulates on the days on record: wedding, founding, graduation and whatever else was noted. */
export const anniversary = /* @__PURE__ */ builtIn({
  id: "anniversary",
  catalogue: "CC5",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "annual",
  purpose: "care",
  audience: "customer",
  priority: 72,
  catchUpDays: 0,
  reads: ["importantDates"],
  options: {
    kinds: ["wedding", "founding", "graduation", "hiring", "other"] as readonly string[],
    missingDay: "backward",
    leapMonth: "leap-if-exists",
  },
  choices: { ...annualChoices, kinds: ["wedding", "founding", "graduation", "hiring", "purchase", "other"] },
  timing: (o) => `on the day (${o.kinds.join(", ")})`,
  occurrences: ({ party, importantDates }, window, { o, say }) =>
    importantDates.flatMap((record) =>
      record.kind === "birthday" || record.kind === "memorial" || !o.kinds.includes(record.kind)
        ? []
        : returnsOf(record, window, o.missingDay, o.leapMonth).map(({ date: on, occurrenceYear, years }) => ({
            anchor: `${record.kind}:${record.id}:${occurrenceYear}`,
            due: on,
            ...say(party, { on, kind: record.kind, label: record.label ?? "Important day", years }),
            evidence: [
              evidence(
                record.label ?? record.kind,
                dayText(record),
                record.source.observedOn,
                `important-date:${record.id}`,
              ),
            ],
          })),
    ),
});

/** Tells the owner of a memorial day: a quiet word or none, and no promotion on it. */
export const memorialDay = /* @__PURE__ */ builtIn({
  id: "memorial-day",
  catalogue: "CC5",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "annual",
  purpose: "internal",
  audience: "owner",
  priority: 71,
  catchUpDays: 0,
  silence: { purposes: ["promotional"], days: 1 },
  reads: ["importantDates"],
  options: { missingDay: "backward", leapMonth: "leap-if-exists" },
  choices: annualChoices,
  timing: () => "on the day; nothing is promoted on it",
  occurrences: ({ party, importantDates }, window, { o, say }) =>
    importantDates.flatMap((record) =>
      record.kind !== "memorial"
        ? []
        : returnsOf(record, window, o.missingDay, o.leapMonth).map(({ date: on, occurrenceYear }) => ({
            anchor: `memorial:${record.id}:${occurrenceYear}`,
            due: on,
            ...say(party, { on }),
            evidence: [
              evidence(
                "memorial day",
                dayText(record),
                record.source.observedOn,
                `important-date:${record.id}`,
              ),
            ],
          })),
    ),
});

/** Says thank you on the anniversary of the relationship. */
export const customerAnniversary = /* @__PURE__ */ builtIn({
  id: "customer-anniversary",
  catalogue: "P",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "annual",
  purpose: "care",
  audience: "customer",
  priority: 44,
  catchUpDays: 3,
  reads: [],
  options: { years: [1, 2, 3, 5, 10, 15, 20, 25, 30, 40, 50] as readonly number[] },
  timing: (o) => `${o.years.join(", ")} years after the first day of the relationship`,
  occurrences: ({ party }, window, { o, say }) => {
    const { since, id } = party;
    if (since === undefined) return [];
    const begin = Number(since.slice(0, 4));
    const [first, last] = [Number(window.from.slice(0, 4)) - begin, Number(window.to.slice(0, 4)) - begin];
    return o.years.flatMap((years) =>
      years < first || years > last
        ? []
        : once(`years:${years}`, addYears(since, years), window, () => ({
            ...say(party, { since, years }),
            evidence: [evidence("customer since", since, since, `party:${id}`)],
          })),
    );
  },
});

/** A week after the relationship began, has the owner welcome the customer. */
export const welcome = /* @__PURE__ */ builtIn({
  id: "welcome",
  catalogue: "P",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 56,
  catchUpDays: 14,
  reads: ["owner"],
  options: { delayDays: 7 },
  timing: (o) => `${o.delayDays} days after the first day of the relationship, for parties with an owner`,
  occurrences: ({ party }, window, { o, say }) => {
    const { since, id, ownerId } = party;
    if (since === undefined || ownerId === undefined) return [];
    return once(`welcome:${since}`, addDays(since, o.delayDays), window, () => ({
      ...say(party, { since }),
      evidence: [evidence("customer since", since, since, `party:${id}`)],
    }));
  },
});

/** Who has a day in a family, and which. */
interface FamilyDay {
  readonly text: string;
  readonly name: string;
  readonly key: string;
  readonly source: string;
  readonly asOf: PlainDate;
}

/** The days of the living members of a family within a window, all of a day together. */
export function familyDaysOf(
  family: readonly FamilyMember[],
  window: RuleWindow,
  { missingDay, leapMonth }: { readonly missingDay: string; readonly leapMonth: string },
): readonly { readonly on: PlainDate; readonly people: readonly FamilyDay[] }[] {
  const byDay = new Map<PlainDate, FamilyDay[]>();
  for (const { party: member, relation, importantDates } of family) {
    if (member.closed !== undefined && member.closed.on <= window.today) continue;
    const records = [
      ...birthdaysOf(importantDates),
      ...importantDates.filter(({ kind }) => kind === "wedding"),
    ];
    for (const record of records)
      for (const { date, years } of returnsOf(record, window, missingDay, leapMonth)) {
        const what = record.kind === "birthday" ? "birthday" : "wedding day";
        const known = byDay.get(date) ?? [];
        byDay.set(date, known);
        known.push({
          text: `${member.name} (${relation}), ${what}${years === "" ? "" : `, ${years}`}`,
          name: years === "" ? member.name : `${member.name} (${years})`,
          key: `${member.id} ${record.id}`,
          source: `important-date:${record.id}`,
          asOf: record.source.observedOn,
        });
      }
  }
  return [...byDay].map(([on, people]) => ({ on, people: people.sort((a, b) => (a.key < b.key ? -1 : 1)) }));
}

/** The days in a family, one digest for the household: whoever has a day on it is named. */
export const familyDates = /* @__PURE__ */ builtIn({
  id: "family-dates",
  catalogue: "CC2",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "annual",
  purpose: "care",
  audience: "customer",
  priority: 74,
  catchUpDays: 0,
  reads: ["family"],
  options: { missingDay: "backward", leapMonth: "leap-if-exists" },
  choices: annualChoices,
  timing: () => "on the days of the members of the family or household, all of a day in one",
  occurrences: ({ party, family }, window, { o, say }) =>
    familyDaysOf(family, window, o).map(({ on, people }) => ({
      anchor: `family:${on}`,
      due: on,
      ...say(party, { on, people: people.map(({ name }) => name).join(", "), count: people.length }),
      evidence: people.map(({ text, source, asOf }) =>
        evidence("day in the family", text.slice(0, 2000), asOf, source),
      ),
    })),
});
