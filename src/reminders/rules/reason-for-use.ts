import { addDays } from "../../calendar/index.ts";
import { inSentence } from "../_sentence.ts";
import { isWithin } from "../_within.ts";
import { defineRule, type ReminderRule } from "../rule.ts";

/** Days of use before one asks. */
const DELAY = 30;

/** Asks the owner to find out, at the next contact, what the customer uses a product for. */
export const reasonForUse: ReminderRule = defineRule({
  id: "reason-for-use",
  version: 1,
  cell: "product.recommend",
  purpose: "internal",
  audience: "owner",
  priority: 20,
  catchUpDays: 60,
  reads: ["installedProducts"],
  occurrences: ({ party, installedProducts = [] }, window) =>
    installedProducts.flatMap(({ id, productName, installedOn, reasonForUse, source }) => {
      const due = addDays(installedOn, DELAY);
      if (reasonForUse !== undefined || !isWithin(due, window)) return [];
      const product = inSentence(productName);
      return {
        anchor: `reason:${id}`,
        due,
        message: `At the next contact, find out what ${inSentence(party.name)} uses ${product} for (in use since ${installedOn}).`,
        question: `What do you use ${product} for, and in what circumstances?`,
        evidence: [
          {
            label: `installation of ${product}; reason for use not known`,
            value: installedOn,
            asOf: source.observedOn,
            source: `installed-product:${id}`,
          },
        ],
      };
    }),
});
