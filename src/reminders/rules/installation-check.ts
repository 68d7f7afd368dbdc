import { addDays } from "../../calendar/index.ts";
import { inSentence } from "../_sentence.ts";
import { isWithin } from "../_within.ts";
import { defineRule, type ReminderRule } from "../rule.ts";

/** Days after the installation. */
const DELAY = 3;

/** A few days after a product was installed, asks whether it works and whether help can be found. */
export const installationCheck: ReminderRule = defineRule({
  id: "installation-check",
  version: 1,
  cell: "product.care",
  purpose: "service",
  audience: "customer",
  priority: 75,
  catchUpDays: 14,
  reads: ["installedProducts"],
  occurrences: ({ party, installedProducts = [] }, window) =>
    installedProducts.flatMap(({ id, productName, installedOn, source }) => {
      const due = addDays(installedOn, DELAY);
      if (!isWithin(due, window)) return [];
      const product = inSentence(productName);
      return {
        anchor: `install:${id}`,
        due,
        message: `Installation check of ${product} with ${inSentence(party.name)}, installed on ${installedOn}.`,
        question: `Did the installation of ${product} and its first use go well, and do you know how to reach our service?`,
        evidence: [
          {
            label: `installation of ${product}`,
            value: installedOn,
            asOf: source.observedOn,
            source: `installed-product:${id}`,
          },
        ],
      };
    }),
});
