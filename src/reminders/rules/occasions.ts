import { addDays, type PlainDate } from "../../calendar/index.ts";
import type { Engagement } from "../../model/index.ts";
import { around, before, evidence, holding, longest, once } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier } from "../dossier.ts";

/** Whether the customer, or somebody known of the organisation, is among some people. */
function isAmong(ids: readonly string[], { party, affiliations = [] }: Dossier): boolean {
  return ids.includes(party.id) || affiliations.some(({ personId }) => ids.includes(personId));
}

/** Members hear a week ahead of what is new or on offer for them. */
export const clubEvent = /* @__PURE__ */ builtIn({
  id: "club-event",
  catalogue: "CC15",
  cell: "customer.care",
  goal: "retain",
  lever: "pricing",
  trigger: "record",
  purpose: "promotional",
  audience: "customer",
  priority: 46,
  catchUpDays: (o) => o.leadDays,
  reads: ["memberships"],
  options: { leadDays: 7 },
  timing: (o) =>
    `${o.leadDays} days before a club activity, a special offer (priority, special price, trial, clearance) or a launch, for members`,
  occurrences: (dossier, window, { o, say }) => {
    const member = [...holding(dossier.memberships, window)].sort((a, b) => (a.id < b.id ? -1 : 1))[0];
    if (member === undefined) return [];
    return membersNews(dossier).flatMap(({ key, what, on }) =>
      around(`club:${key}`, on, [-o.leadDays], window, () => ({
        ...say(dossier.party, { what, on }),
        evidence: [
          evidence("begins on", on, window.today, key),
          evidence(
            "member of",
            member.programmeId,
            member.validFrom ?? window.today,
            `membership:${member.id}`,
          ),
        ],
      })),
    );
  },
});

interface News {
  readonly key: string;
  readonly what: string;
  readonly on: PlainDate;
}

const SPECIAL: readonly string[] = ["priority", "special-price", "trial", "clearance"];

/** What begins and when; the maps are shared by all dossiers, so they are gone through once. */
function membersNews({ offers, products, engagements = [] }: Dossier): readonly News[] {
  return [
    ...(offers === undefined ? [] : remembered(offers, offerNews)),
    ...(products === undefined ? [] : remembered(products, launchNews)),
    ...engagements
      .filter(({ kind, state }) => kind === "club-activity" && state === "planned")
      .map(({ id, name, on }) => ({ key: `engagement:${id}`, what: name, on })),
  ];
}

const newsOf = new WeakMap<object, readonly News[]>();

function remembered<M extends object>(map: M, make: (map: M) => readonly News[]): readonly News[] {
  let news = newsOf.get(map);
  if (news === undefined) {
    news = make(map);
    newsOf.set(map, news);
  }
  return news;
}

const offerNews = (offers: NonNullable<Dossier["offers"]>): readonly News[] =>
  [...offers.values()].flatMap(({ id, kind, name, validFrom }) =>
    validFrom === undefined || !SPECIAL.includes(kind)
      ? []
      : [{ key: `offer:${id}`, what: name, on: validFrom }],
  );

const launchNews = (products: NonNullable<Dossier["products"]>): readonly News[] =>
  [...products.values()].flatMap(({ id, name, launchedOn }) =>
    launchedOn === undefined ? [] : [{ key: `product:${id}`, what: name, on: launchedOn }],
  );

const MEETINGS: readonly Engagement["kind"][] = ["visit", "executive-visit", "training", "seminar", "panel"];

/** Reminds of an appointment the day before. */
export const appointment = /* @__PURE__ */ builtIn({
  id: "appointment",
  catalogue: "P",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 88,
  catchUpDays: (o) => longest(o.leadDays),
  exits: ["appointment-cancelled"],
  reads: ["engagements"],
  options: { leadDays: [7, 1] as readonly number[] },
  timing: (o) =>
    `${o.leadDays.join(" and ")} days before a planned visit, training, seminar or panel to which the customer is invited; not when it is cancelled`,
  occurrences: (dossier, window, { o, say }) =>
    dossier.engagements.flatMap(({ id, kind, name, state, on, place, inviteeIds = [] }) =>
      state !== "planned" || !MEETINGS.includes(kind) || !isAmong(inviteeIds, dossier)
        ? []
        : around(`appointment:${id}:${on}`, on, before(o.leadDays), window, () => ({
            ...say(dossier.party, { what: name, on, place: place ?? "" }),
            evidence: [evidence("appointment on", on, window.today, `engagement:${id}`)],
          })),
    ),
});

/** Thanks the customer for having come. */
export const appointmentThanks = /* @__PURE__ */ builtIn({
  id: "appointment-thanks",
  catalogue: "P",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "care",
  audience: "customer",
  priority: 54,
  catchUpDays: 3,
  reads: ["engagements"],
  options: { delayDays: 1 },
  timing: (o) =>
    `${o.delayDays} day${o.delayDays === 1 ? "" : "s"} after a visit, training, seminar or panel that the customer attended`,
  occurrences: (dossier, window, { o, say }) =>
    dossier.engagements.flatMap(({ id, kind, name, state, on, attendeeIds = [] }) =>
      state !== "held" || on > window.today || !MEETINGS.includes(kind) || !isAmong(attendeeIds, dossier)
        ? []
        : once(`thanks:${id}`, addDays(on, o.delayDays), window, () => ({
            ...say(dossier.party, { what: name, on }),
            evidence: [evidence("attended on", on, on, `engagement:${id}`)],
          })),
    ),
});

/** Reminds of an open invoice before, on and after the day on which it is due. */
export const invoiceDue = /* @__PURE__ */ builtIn({
  id: "invoice-due",
  catalogue: "P",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 86,
  catchUpDays: 30,
  reads: ["invoices"],
  options: { leadDays: 3, lateDays: [7, 21] as readonly number[] },
  timing: (o) =>
    `${o.leadDays} days before an unpaid invoice is due, and ${o.lateDays.join(" and ")} days after`,
  occurrences: ({ party, invoices }, window, { o, say }) =>
    invoices.flatMap(({ id, amount, currency, dueOn, issuedOn, paidOn }) =>
      (paidOn !== undefined && paidOn <= window.today) || issuedOn > window.today
        ? []
        : around(
            `invoice:${id}`,
            dueOn,
            [-o.leadDays, ...[...o.lateDays].sort((a, b) => a - b)],
            window,
            (offset) => ({
              ...say(party, {
                invoice: id,
                amount: `${currency} ${amount}`,
                dueOn,
                late: offset > 0 ? "yes" : "no",
              }),
              evidence: [
                evidence("amount", `${currency} ${amount}`, issuedOn, `invoice:${id}`),
                evidence("due on", dueOn, issuedOn, `invoice:${id}`),
              ],
            }),
          ),
    ),
});

/** When a payment did not go through, asks for another way to pay. */
export const paymentFailed = /* @__PURE__ */ builtIn({
  id: "payment-failed",
  catalogue: "P",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 89,
  catchUpDays: 7,
  reads: ["invoices"],
  options: { delayDays: 0 },
  timing: (o) =>
    `${o.delayDays === 0 ? "the day" : `${o.delayDays} days after the day`} on which the payment of an invoice failed, while it is open`,
  occurrences: ({ party, invoices }, window, { o, say }) =>
    invoices.flatMap(({ id, amount, currency, paidOn, paymentFailedOn: on }) =>
      on === undefined || on > window.today || (paidOn !== undefined && paidOn <= window.today)
        ? []
        : once(`payment:${id}:${on}`, addDays(on, o.delayDays), window, () => ({
            ...say(party, { invoice: id, amount: `${currency} ${amount}`, on }),
            evidence: [
              evidence("payment failed on", on, on, `invoice:${id}`),
              evidence("amount", `${currency} ${amount}`, on, `invoice:${id}`),
            ],
          })),
    ),
});
