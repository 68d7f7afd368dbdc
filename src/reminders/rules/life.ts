import { addDays, addYears, type PlainDate } from "../../calendar/index.ts";
import type { FactView } from "../../knowledge/index.ts";
import { type LifeEvent, touchesAddress } from "../../model/index.ts";
import { around, evidence, holding, laterOf, once, periodsDue } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { MessageKey } from "../messages/english.ts";
import type { Occurrence } from "../rule.ts";

/** The Gregorian day of an event, if it is known to the day. */
function dayOfEvent({ date }: LifeEvent): PlainDate | undefined {
  const { calendar, year, month, day } = date;
  if (calendar !== "gregorian" || year === undefined || month === undefined || day === undefined)
    return undefined;
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}` as PlainDate;
}

/** On the day of an event in the customer's life, or on the day on which it is heard of, tells the owner. */
export const specialEvent = /* @__PURE__ */ builtIn({
  id: "special-event",
  catalogue: "CC3",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 84,
  catchUpDays: 14,
  reads: ["lifeEvents"],
  options: {
    kinds: ["promotion", "award", "relocation", "retirement", "illness", "bereavement"] as readonly string[],
    newsDays: 30,
  },
  choices: {
    kinds: [
      "promotion",
      "award",
      "relocation",
      "retirement",
      "illness",
      "bereavement",
      "graduation",
      "marriage",
    ],
  },
  timing: (o) =>
    `the day on which it happened or was heard of, if that was at most ${o.newsDays} days later (${o.kinds.join(", ")})`,
  occurrences: ({ party, lifeEvents }, window, { o, say }) =>
    lifeEvents.flatMap((event) => {
      const on = dayOfEvent(event);
      const { id, kind, status, source } = event;
      if (on === undefined || status !== "happened" || !o.kinds.includes(kind)) return [];
      const heard = laterOf(source.observedOn, on);
      if (heard > addDays(on, o.newsDays)) return [];
      return once(`event:${id}`, heard, window, () => ({
        ...say(party, { on, event: kind }),
        evidence: [evidence(kind, on, source.observedOn, `life-event:${id}`)],
      }));
    }),
});

/** When a disaster strikes where the customer is, has the owner ask and help; promotion is silent meanwhile. */
export const disasterCare = /* @__PURE__ */ builtIn({
  id: "disaster-care",
  catalogue: "CC4",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 97,
  catchUpDays: 14,
  silence: { purposes: ["promotional"], days: 14 },
  reads: ["externalEvents", "contactPoints"],
  options: { kinds: ["disaster", "epidemic"] as readonly string[], severity: 3 },
  choices: { kinds: ["disaster", "epidemic"] },
  timing: (o) =>
    `the day on which it begins where an address of the customer is (${o.kinds.join(", ")}, severity ${o.severity} or more); 14 days without promotion`,
  occurrences: ({ party, externalEvents, contactPoints }, window, { o, say }) => {
    if (externalEvents.length === 0 || contactPoints.length === 0) return [];
    const addresses = holding(contactPoints, window).filter(({ address }) => address !== undefined);
    return externalEvents.flatMap((event): Occurrence[] => {
      const { id, kind, name, startsOn, severity = 5, source } = event;
      if (!o.kinds.includes(kind) || severity < o.severity) return [];
      const struck = addresses
        .filter(({ address }) => address !== undefined && touchesAddress(event, address))
        .sort((a, b) => (a.id < b.id ? -1 : 1))[0];
      if (struck?.address === undefined) return [];
      const { locality, region, country } = struck.address;
      const place = locality ?? region ?? country;
      return once(`disaster:${id}`, startsOn, window, () => ({
        ...say(party, { event: name, on: startsOn, place }),
        evidence: [
          evidence(kind, name, source.observedOn, `external-event:${id}`),
          evidence("address there", place, struck.source.observedOn, `contact-point:${struck.id}`),
        ],
      }));
    });
  },
});

/** The days of a plan: where to, and when. */
interface Journey {
  readonly place: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly factId: string;
  readonly asOf: PlainDate;
}

function journeysOf(view: FactView | undefined): Journey[] {
  return (view?.known ?? []).flatMap(({ attribute, value, fact }) => {
    if (attribute !== "travel.nextHolidayPlan" && attribute !== "travel.itinerary") return [];
    const { place, from, to } = value as unknown as { place: string; from?: PlainDate; to?: PlainDate };
    if (from === undefined || to === undefined) return [];
    return [{ place, from, to, factId: fact.id, asOf: fact.observedAt.slice(0, 10) as PlainDate }];
  });
}

/** Before a holiday or journey, has the owner wish a good one and settle what cannot wait. */
export const holidayAhead = /* @__PURE__ */ builtIn({
  id: "holiday-ahead",
  catalogue: "CC6",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 42,
  catchUpDays: (o) => o.leadDays,
  reads: ["fact:travel.nextHolidayPlan"],
  options: { leadDays: 3 },
  timing: (o) => `${o.leadDays} days before a planned holiday or journey`,
  occurrences: ({ party, known }, window, { o, say }) =>
    journeysOf(known).flatMap(({ place, from, to, factId, asOf }) =>
      around(`journey:${factId}:${from}`, from, [-o.leadDays], window, () => ({
        ...say(party, { place, from, to }),
        evidence: [evidence("journey from", from, asOf, `fact:${factId}`)],
      })),
    ),
});

/** After a holiday or journey, has the owner ask how it was. */
export const holidayReturn = /* @__PURE__ */ builtIn({
  id: "holiday-return",
  catalogue: "CC6",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 41,
  catchUpDays: 7,
  reads: ["fact:travel.nextHolidayPlan"],
  options: { delayDays: 2 },
  timing: (o) => `${o.delayDays} days after the return from a holiday or journey`,
  occurrences: ({ party, known }, window, { o, say }) =>
    journeysOf(known).flatMap(({ place, from, to, factId, asOf }) =>
      once(`journey:${factId}:${from}`, addDays(to, o.delayDays), window, () => ({
        ...say(party, { place, to }),
        evidence: [evidence("journey until", to, asOf, `fact:${factId}`)],
      })),
    ),
});

/** The rules of the stages of life share all but the events and the words. */
const lifeStage = <K extends Extract<MessageKey, `life-stage-${string}`>>(
  id: K,
  kinds: readonly string[],
  childAges: readonly number[] = [],
) =>
  builtIn({
    id,
    catalogue:
      { "life-stage-school": "CR1", "life-stage-job": "CR2", "life-stage-marriage": "CR3" }[id as string] ??
      "CR4",
    cell: "customer.recommend",
    goal: "grow",
    lever: "new-opportunity",
    trigger: "record",
    purpose: "internal",
    audience: "owner",
    priority: 52,
    catchUpDays: 60,
    reads: ["lifeEvents"],
    options: { delayDays: 14, leadDays: 60, childAges },
    timing: (o) =>
      `${o.delayDays} days after the event (${kinds.join(", ")}), ${o.leadDays} days before an expected one${o.childAges.length > 0 ? `, and before a child of the family turns ${o.childAges.join(", ")}` : ""}`,
    occurrences: ({ party, lifeEvents, family = [] }, window, { o, say }) => {
      const speak = say as (who: typeof party, params: Record<string, string>) => ReturnType<typeof say>;
      const events = lifeEvents.flatMap((event): Occurrence[] => {
        const { id: eventId, kind, status, source } = event;
        const on = dayOfEvent(event);
        if (on === undefined || status === "cancelled" || !kinds.includes(kind)) return [];
        const facts = { evidence: [evidence(kind, on, source.observedOn, `life-event:${eventId}`)] };
        const expected = status === "expected";
        const content = () => ({
          ...speak(party, { event: kind, on, who: "", expected: expected ? "yes" : "no" }),
          ...facts,
        });
        return expected
          ? around(`event:${eventId}`, on, [-o.leadDays], window, content)
          : once(`event:${eventId}`, addDays(on, o.delayDays), window, content);
      });
      const children = family.flatMap(({ party: child, relation, importantDates }) =>
        relation !== "child"
          ? []
          : importantDates.flatMap((record) => {
              const born =
                record.kind === "birthday" ? dayOfEvent(record as unknown as LifeEvent) : undefined;
              if (born === undefined) return [];
              return o.childAges.flatMap((age) =>
                around(`child:${child.id}:${age}`, addYears(born, age), [-o.leadDays], window, () => ({
                  ...speak(party, {
                    event: kinds[0]!,
                    on: addYears(born, age),
                    who: child.name,
                    expected: "yes",
                  }),
                  evidence: [
                    evidence("born on", born, record.source.observedOn, `important-date:${record.id}`),
                  ],
                })),
              );
            }),
      );
      return [...events, ...children];
    },
  });

/** Before and after school and studies begin or end. */
export const lifeStageSchool = /* @__PURE__ */ lifeStage(
  "life-stage-school",
  ["schooling", "graduation"],
  [6, 12, 18],
);
/** After a new job. */
export const lifeStageJob = /* @__PURE__ */ lifeStage("life-stage-job", ["employment"]);
/** Before and after a marriage. */
export const lifeStageMarriage = /* @__PURE__ */ lifeStage("life-stage-marriage", ["marriage"]);
/** Before and after the birth of a child. */
export const lifeStageChild = /* @__PURE__ */ lifeStage("life-stage-child", ["childbirth"]);

/** In the middle of the year and before its end, has the owner ask how a goal stands. */
export const goalsReview = /* @__PURE__ */ builtIn({
  id: "goals-review",
  catalogue: "CC7",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "period",
  purpose: "internal",
  audience: "owner",
  priority: 36,
  catchUpDays: 30,
  reads: ["fact:goals.work"],
  options: { beforeYearEndDays: 60 },
  timing: (o) =>
    `on 1 July and ${o.beforeYearEndDays} days before the end of the year, where a goal at work or a plan is known`,
  occurrences: ({ party, known }, window, { o, say }) => {
    const goal = known?.known.find(
      ({ attribute }) => attribute === "goals.work" || attribute === "plan.development",
    );
    if (goal === undefined) return [];
    const asOf = goal.fact.observedAt.slice(0, 10) as PlainDate;
    const facts = [evidence(goal.attribute, String(goal.value).slice(0, 2000), asOf, `fact:${goal.fact.id}`)];
    return [
      ...periodsDue("half", window)
        .filter(({ id }) => id.endsWith("H2"))
        .map(({ id, from }) => ({
          anchor: `goals:${id.slice(0, 4)}`,
          step: "mid-year",
          due: from,
          ...say(party, { goal: String(goal.value), moment: "mid-year" }),
          evidence: facts,
        })),
      ...periodsDue("year", window, 365 - o.beforeYearEndDays).map(({ id, to }) => ({
        anchor: `goals:${id}`,
        step: "year-end",
        due: addDays(to, -o.beforeYearEndDays),
        ...say(party, { goal: String(goal.value), moment: "year-end" }),
        evidence: facts,
      })),
    ];
  },
});
