import { addDays, addMonths, type PlainDate } from "../../calendar/index.ts";
import { matchCounterparts } from "../../knowledge/index.ts";
import type { Affiliation, Engagement } from "../../model/index.ts";
import { latestInsight } from "../_insight.ts";
import { classEvidence, classOf, evidence, holding, once, periodsDue } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier } from "../dossier.ts";
import type { RuleWindow } from "../rule.ts";
import { lastTalk } from "./regular-contact.ts";

/** The latest day up to the run on which something of a kind was held with the customer. */
function lastHeld(
  engagements: readonly Engagement[],
  kinds: readonly string[],
  dossier: Dossier,
  { today }: RuleWindow,
): { readonly on: PlainDate; readonly id: string } | undefined {
  const people = new Set([dossier.party.id, ...(dossier.affiliations ?? []).map(({ personId }) => personId)]);
  let last: { on: PlainDate; id: string } | undefined;
  for (const { id, kind, state, on, attendeeIds = [] } of engagements) {
    if (state !== "held" || on > today || !kinds.includes(kind)) continue;
    if (!attendeeIds.some((one) => people.has(one))) continue;
    if (last === undefined || on > last.on || (on === last.on && id < last.id)) last = { on, id };
  }
  return last;
}

const isAccount = (dossier: Dossier, window: RuleWindow, classes: readonly string[]): boolean =>
  dossier.party.kind === "organisation" && classes.includes(classOf(dossier, window) ?? "");

const classChoice = { classes: ["A", "B", "C"] };

/** Two months before a year has passed since the last meeting, has the owner plan the next one with a key account. */
export const annualMeeting = /* @__PURE__ */ builtIn({
  id: "annual-meeting",
  catalogue: "CC9",
  cell: "customer.care",
  goal: "retain",
  lever: "sales",
  trigger: "interval",
  purpose: "internal",
  audience: "owner",
  priority: 46,
  catchUpDays: 60,
  reads: ["engagements", "snapshot"],
  options: { everyMonths: 12, leadDays: 60, classes: ["A"] as readonly string[] },
  choices: classChoice,
  timing: (o) =>
    `${o.leadDays} days before ${o.everyMonths} months have passed since the last seminar or panel with an organisation of class ${o.classes.join(" or ")}; in January where none is on record`,
  occurrences: (dossier, window, { o, say }) => {
    if (!isAccount(dossier, window, o.classes)) return [];
    const last = lastHeld(dossier.engagements, ["seminar", "panel"], dossier, window);
    const rank = classOf(dossier, window) ?? "";
    if (last === undefined)
      return periodsDue("year", window).map(({ id, from }) => ({
        anchor: `meeting:${id}`,
        due: from,
        ...say(dossier.party, { last: "", on: addDays(from, o.leadDays), class: rank }),
        evidence: [
          evidence("meetings on record", 0, window.today, `engagements:${dossier.party.id}`),
          ...classEvidence(dossier),
        ],
      }));
    const on = addMonths(last.on, o.everyMonths);
    return once(`meeting:${last.id}`, addDays(on, -o.leadDays), window, () => ({
      ...say(dossier.party, { last: last.on, on, class: rank }),
      evidence: [
        evidence("last meeting", last.on, last.on, `engagement:${last.id}`),
        ...classEvidence(dossier),
      ],
    }));
  },
});

/** Each quarter in which no executive has visited a key account yet, has the owner plan a visit. */
export const executiveVisit = /* @__PURE__ */ builtIn({
  id: "executive-visit",
  catalogue: "CC10",
  cell: "customer.care",
  goal: "retain",
  lever: "sales",
  trigger: "period",
  purpose: "internal",
  audience: "owner",
  priority: 43,
  catchUpDays: 45,
  reads: ["engagements", "snapshot"],
  options: { withinDays: 90, classes: ["A"] as readonly string[] },
  choices: classChoice,
  timing: (o) =>
    `the first day of each quarter, if no executive visited in the ${o.withinDays} days before (organisations of class ${o.classes.join(" or ")})`,
  occurrences: (dossier, window, { o, say }) => {
    if (!isAccount(dossier, window, o.classes)) return [];
    const last = lastHeld(dossier.engagements, ["executive-visit"], dossier, window);
    return periodsDue("quarter", window).flatMap(({ id, from }) =>
      last !== undefined && last.on > addDays(from, -o.withinDays)
        ? []
        : {
            anchor: `visit:${id}`,
            due: from,
            ...say(dossier.party, {
              class: classOf(dossier, window) ?? "",
              visits: 0,
              days: o.withinDays,
            }),
            evidence: [
              last === undefined
                ? evidence(
                    "visits of executives on record",
                    0,
                    window.today,
                    `engagements:${dossier.party.id}`,
                  )
                : evidence("last visit of an executive", last.on, last.on, `engagement:${last.id}`),
              ...classEvidence(dossier),
            ],
          },
    );
  },
});

/** Has an equal of ours talk to a decision maker with whom nobody has talked for half a year: CIO with CIO. */
export const peerContact = /* @__PURE__ */ builtIn({
  id: "peer-contact",
  catalogue: "CC11",
  cell: "customer.care",
  goal: "retain",
  lever: "sales",
  trigger: "interval",
  purpose: "internal",
  audience: "owner",
  priority: 47,
  catchUpDays: 60,
  sender: "counterpart",
  reads: ["affiliations", "interactions"],
  options: { afterDays: 180 },
  timing: (o) =>
    `${o.afterDays} days after the last two-way contact with a person of the level of decision, else after the person became known`,
  occurrences: (dossier, window, { o, say }) => {
    const { party, affiliations, interactions, assignments = [], staff = [] } = dossier;
    if (party.kind !== "organisation" || affiliations.length === 0) return [];
    const people = deciders(holding(affiliations, window), party.id);
    return people.flatMap((place) => {
      const talk = lastTalk(interactions, window, ({ personId }) => personId === place.personId);
      const start = talk?.on ?? place.source.observedOn;
      return once(`peer:${place.personId}:${start}`, addDays(start, o.afterDays), window, () => {
        const named = holding(assignments, window).find((one) => one.counterpartPersonId === place.personId);
        const equal =
          named?.staffId ?? matchCounterparts([place], { staff, day: window.today })[0]?.staffId ?? "";
        return {
          personId: place.personId,
          ...say(party, {
            person: place.personId,
            title: place.title ?? "",
            staff: equal,
            days: o.afterDays,
          }),
          evidence: [
            talk?.evidence ?? evidence("known since", start, start, `affiliation:${place.id}`),
            evidence("level", "decision", place.source.observedOn, `affiliation:${place.id}`),
          ],
        };
      });
    });
  },
});

function deciders(places: readonly Affiliation[], organisationId: string): readonly Affiliation[] {
  const found = new Map<string, Affiliation>();
  for (const place of places) {
    if (place.level !== "decision" || place.organisationId !== organisationId) continue;
    const other = found.get(place.personId);
    if (other === undefined || place.id < other.id) found.set(place.personId, place);
  }
  return [...found.values()];
}

/** In January, before the season of contracts, has the owner visit the best customers of the year before. */
export const topCustomerVisit = /* @__PURE__ */ builtIn({
  id: "top-customer-visit",
  catalogue: "CC12",
  cell: "customer.care",
  goal: "retain",
  lever: "sales",
  trigger: "period",
  purpose: "internal",
  audience: "owner",
  priority: 53,
  catchUpDays: 30,
  reads: ["insight:value.gold", "purchases"],
  options: { afterDays: 7 },
  timing: (o) =>
    `${o.afterDays} days into each year, for customers who were among the best (value.gold) within the year before`,
  occurrences: (dossier, window, { o, say }) => {
    const gold = latestInsight(dossier, "value.gold", window);
    if (gold === undefined) return [];
    return periodsDue("year", window, o.afterDays).flatMap(({ id, from }) => {
      if (gold.asOf < addDays(from, -365)) return [];
      const days = new Set(
        dossier.purchases.filter(({ on }) => on >= from && on <= window.today).map(({ on }) => on),
      );
      return {
        anchor: `top:${id}`,
        due: addDays(from, o.afterDays),
        ...say(dossier.party, {
          amount: `${gold.payload.currency} ${gold.payload.amount}`,
          year: id,
          orders: days.size,
        }),
        evidence: [
          ...gold.evidence,
          evidence(`days of purchase in ${id}`, days.size, window.today, `purchases:${dossier.party.id}`),
        ],
      };
    });
  },
});

/** On the day on which an invoice is made out to a customer that matters, asks for a personal line on it. */
export const personalMessage = /* @__PURE__ */ builtIn({
  id: "personal-message",
  catalogue: "CC13",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 26,
  catchUpDays: 0,
  reads: ["invoices", "snapshot"],
  options: { classes: ["A", "B"] as readonly string[] },
  choices: classChoice,
  timing: (o) => `the day on which an invoice is made out to a customer of class ${o.classes.join(" or ")}`,
  occurrences: (dossier, window, { o, say }) =>
    !o.classes.includes(classOf(dossier, window) ?? "")
      ? []
      : dossier.invoices.flatMap(({ id, issuedOn }) =>
          once(`invoice:${id}`, issuedOn, window, () => ({
            ...say(dossier.party, { invoice: id, on: issuedOn }),
            evidence: [
              evidence("invoice made out on", issuedOn, issuedOn, `invoice:${id}`),
              ...classEvidence(dossier),
            ],
          })),
        ),
});
