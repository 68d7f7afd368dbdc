import { around, evidence } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import { annualChoices, dayText, returnsOf, shifted } from "./birthday.ts";
import { familyDaysOf } from "./important-days.ts";

const ahead = {
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "annual",
  purpose: "internal",
  audience: "owner",
} as const;

/** Tells the owner a week ahead of the days of a family, all of a day in one. */
export const familyDatesAhead = /* @__PURE__ */ builtIn({
  ...ahead,
  id: "family-dates-ahead",
  catalogue: "CC2",
  priority: 32,
  catchUpDays: (o) => o.leadDays,
  reads: ["family", "owner"],
  options: { leadDays: 7, missingDay: "backward", leapMonth: "leap-if-exists" },
  choices: annualChoices,
  timing: (o) => `${o.leadDays} days before the days of the family or household, for parties with an owner`,
  occurrences: ({ party, family }, window, { o, say }) =>
    party.ownerId === undefined
      ? []
      : familyDaysOf(family, shifted(window, o.leadDays), o).flatMap(({ on, people }) =>
          around(`family:${on}`, on, [-o.leadDays], window, () => ({
            ...say(party, {
              on,
              days: o.leadDays,
              people: people.map(({ name }) => name).join(", "),
            }),
            evidence: people.map(({ text, source, asOf }) =>
              evidence("day in the family", text.slice(0, 2000), asOf, source),
            ),
          })),
        ),
});

/** Tells the owner a week ahead of a wedding day, a founding day and whatever else was noted. */
export const anniversaryAhead = /* @__PURE__ */ builtIn({
  ...ahead,
  id: "anniversary-ahead",
  catalogue: "CC5",
  priority: 38,
  catchUpDays: (o) => o.leadDays,
  reads: ["importantDates", "owner"],
  options: {
    leadDays: 7,
    kinds: ["wedding", "founding", "graduation", "hiring", "other"] as readonly string[],
    missingDay: "backward",
    leapMonth: "leap-if-exists",
  },
  choices: { ...annualChoices, kinds: ["wedding", "founding", "graduation", "hiring", "purchase", "other"] },
  timing: (o) => `${o.leadDays} days before the day (${o.kinds.join(", ")}), for parties with an owner`,
  occurrences: ({ party, importantDates }, window, { o, say }) =>
    party.ownerId === undefined
      ? []
      : importantDates.flatMap((record) =>
          record.kind === "birthday" || record.kind === "memorial" || !o.kinds.includes(record.kind)
            ? []
            : returnsOf(record, shifted(window, o.leadDays), o.missingDay, o.leapMonth).flatMap(
                ({ date: on, occurrenceYear, years }) =>
                  around(`${record.kind}:${record.id}:${occurrenceYear}`, on, [-o.leadDays], window, () => ({
                    ...say(party, {
                      on,
                      days: o.leadDays,
                      kind: record.kind,
                      label: record.label ?? "Important day",
                      years,
                    }),
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
        ),
});
