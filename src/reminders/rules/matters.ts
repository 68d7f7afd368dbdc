import { addDays } from "../../calendar/index.ts";
import { findBreakPoints, findOpenLoops } from "../../knowledge/index.ts";
import { countMissingContacts } from "../../model/index.ts";
import { around, dayOf, evidence, laterOf, once, periodsDue } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { RuleWindow } from "../rule.ts";

const matter = {
  cell: "customer.recommend",
  goal: "retain",
  lever: "sales",
  purpose: "internal",
  audience: "owner",
} as const;

/** The last moment that counts as today, for what reads contacts by moment. */
const endOf = ({ today }: RuleWindow): string => `${addDays(today, 1)}T00:00:00Z`;

/** Goes on where the last contact of a matter stopped, on the day of the next step. */
export const breakPoint = /* @__PURE__ */ builtIn({
  ...matter,
  id: "break-point",
  catalogue: "CR14",
  trigger: "record",
  priority: 73,
  catchUpDays: 60,
  reads: ["interactions"],
  options: { delayDays: 14 },
  timing: (o) =>
    `on the day of the next step of a matter that stopped in a contact, ${o.delayDays} days after the contact where none was set`,
  occurrences: ({ party, interactions }, window, { o, say }) =>
    interactions.some((one) => one.breakPoint !== undefined)
      ? findBreakPoints(interactions, { asOf: endOf(window) }).flatMap((point) => {
          const on = dayOf(point.occurredAt, window.zone);
          const due = point.dueOn ?? addDays(on, o.delayDays);
          return once(`matter:${point.interactionId}`, laterOf(due, on), window, () => ({
            ...(point.personId === undefined ? {} : { personId: point.personId }),
            ...say(party, { topic: point.topic, state: point.state, next: point.nextStep, on }),
            evidence: [evidence("stopped on", on, on, `interaction:${point.interactionId}`)],
          }));
        })
      : [],
});

/** Reminds of a promise of ours the day before it is due, and on the day. */
export const promiseDue = /* @__PURE__ */ builtIn({
  ...matter,
  id: "promise-due",
  catalogue: "CR14",
  trigger: "record",
  priority: 94,
  catchUpDays: 60,
  reads: ["interactions"],
  options: { leadDays: 1 },
  timing: (o) =>
    `${o.leadDays} day${o.leadDays === 1 ? "" : "s"} before a promise of ours is due, and on the day, until it is kept`,
  occurrences: ({ party, interactions }, window, { o, say }) =>
    interactions.some((one) => one.openLoops !== undefined)
      ? findOpenLoops(interactions, { asOf: endOf(window) }).flatMap(
          ({ id, text, dueOn, owedBy, promisedOn, interactionId }) =>
            dueOn === undefined || owedBy !== "company"
              ? []
              : around(
                  `promise:${interactionId}:${id}`,
                  dueOn,
                  o.leadDays === 0 ? [0] : [-o.leadDays, 0],
                  window,
                  () => ({
                    ...say(party, { what: text, dueOn, promisedOn }),
                    evidence: [evidence("promised for", dueOn, promisedOn, `interaction:${interactionId}`)],
                  }),
                ),
        )
      : [],
});

/** Asks the owner each month to record at least three contacts of a wanted account, until they are known. */
export const threeContacts = /* @__PURE__ */ builtIn({
  id: "three-contacts",
  catalogue: "CR15",
  cell: "customer.recommend",
  goal: "acquire",
  lever: "sales",
  trigger: "period",
  purpose: "internal",
  audience: "owner",
  priority: 30,
  catchUpDays: 30,
  reads: ["affiliations"],
  options: { contacts: 3, wantedOnly: true },
  timing: (o) =>
    `each month, ${o.wantedOnly ? "wanted accounts" : "organisations"} with fewer than ${o.contacts} known contacts, or than a wanted account asks for`,
  occurrences: ({ party, affiliations, wanted = [] }, window, { o, say }) => {
    if (party.kind !== "organisation") return [];
    const year = Number(window.today.slice(0, 4));
    const asked = wanted.filter((one) => one.organisationId === party.id && one.year === year);
    if (o.wantedOnly && asked.length === 0) return [];
    const required = Math.max(o.contacts, ...asked.map(({ requiredContacts }) => requiredContacts));
    const missing = countMissingContacts(affiliations, {
      wanted: { organisationId: party.id, requiredContacts: required },
      day: window.today,
    });
    if (missing === 0) return [];
    const known = required - missing;
    return periodsDue("month", window).map(({ id, from, to }) => ({
      anchor: `contacts:${id}`,
      due: from,
      expiresOn: to,
      ...say(party, { known, wanted: required }),
      evidence: [evidence("contacts known by name", known, window.today, `affiliations:${party.id}`)],
    }));
  },
});
