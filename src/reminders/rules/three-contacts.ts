import { periodsBetween } from "../../calendar/index.ts";
import { inSentence } from "../_sentence.ts";
import { defineRule, type ReminderRule } from "../rule.ts";

/** Contacts that should be known by name of every organisation. */
const WANTED = 3;

/** Asks the owner each month to record at least three contacts of an organisation, until they are known. */
export const threeContacts: ReminderRule = defineRule({
  id: "three-contacts",
  version: 1,
  cell: "customer.recommend",
  purpose: "internal",
  audience: "owner",
  priority: 30,
  catchUpDays: 30,
  reads: ["affiliations"],
  occurrences: ({ party, affiliations }, window) => {
    if (party.kind !== "organisation" || affiliations === undefined) return [];
    const known = new Set(
      affiliations.filter((one) => one.organisationId === party.id).map((one) => one.personId),
    ).size;
    if (known >= WANTED) return [];
    const name = inSentence(party.name);
    return periodsBetween(window.from, window.to, "month", { edges: "keep" }).map(({ from, to }) => ({
      anchor: `contacts:${from.slice(0, 7)}`,
      due: from,
      expiresOn: to,
      message: `Record at least ${WANTED} contacts at ${name}: ${known} ${known === 1 ? "is" : "are"} known.`,
      question: "Who else with you should we know?",
      evidence: [
        {
          label: "contacts known by name",
          value: known,
          asOf: window.today,
          source: `affiliations:${party.id}`,
        },
      ],
    }));
  },
});
