import { addDays, addMonths, daysBetween } from "../../calendar/index.ts";
import type { InstalledProduct } from "../../model/index.ts";
import { inSentence } from "../_sentence.ts";
import { defineRule, type Occurrence, type ReminderRule, type RuleWindow } from "../rule.ts";

/** Days before the service is due at which it is announced. */
const LEAD = 14;
/** No month is shorter, so no service that may fall into the window is left out. */
const SHORTEST_MONTH = 28;
const LONGEST_MONTH = 31;

/** Announces the service of an installed product and reminds of it when it is due, again and again until it is done. */
export const maintenanceDue: ReminderRule = defineRule({
  id: "maintenance-due",
  version: 1,
  cell: "product.care",
  purpose: "service",
  audience: "customer",
  priority: 70,
  catchUpDays: LEAD,
  reads: ["installedProducts"],
  occurrences: ({ party, installedProducts = [] }, window) =>
    installedProducts.flatMap((product) => servicesOf(product, inSentence(party.name), window)),
});

function servicesOf(product: InstalledProduct, name: string, window: RuleWindow): Occurrence[] {
  const { serviceIntervalMonths: months, lastServicedOn, installedOn } = product;
  if (months === undefined) return [];
  const anchor = lastServicedOn ?? installedOn;
  const last = addDays(window.to, LEAD);
  const found: Occurrence[] = [];
  // The k-th service lies k intervals after the anchor, so a month end does not drift.
  const first = Math.max(1, Math.floor(daysBetween(anchor, window.from) / (LONGEST_MONTH * months)));
  const end = Math.floor(daysBetween(anchor, last) / (SHORTEST_MONTH * months));
  for (let k = first; k <= end; k++) {
    const dueOn = addMonths(anchor, k * months);
    if (dueOn >= window.from && dueOn < last) found.push(...momentsOf(product, dueOn, name));
  }
  return found;
}

function momentsOf(product: InstalledProduct, dueOn: Occurrence["due"], name: string): Occurrence[] {
  const { id, serviceIntervalMonths, lastServicedOn, installedOn, source } = product;
  const productName = inSentence(product.productName);
  const since =
    lastServicedOn === undefined ? `installed on ${installedOn}` : `last serviced on ${lastServicedOn}`;
  const common = {
    anchor: `service:${id}:${dueOn}`,
    message: `Service of ${productName} of ${name} is due on ${dueOn} (every ${serviceIntervalMonths} months, ${since}).`,
    evidence: [
      {
        label: lastServicedOn === undefined ? "installed on" : "last serviced on",
        value: lastServicedOn ?? installedOn,
        asOf: source.observedOn,
        source: `installed-product:${id}`,
      },
      {
        label: "service interval in months",
        value: serviceIntervalMonths ?? 0,
        asOf: source.observedOn,
        source: `installed-product:${id}`,
      },
    ],
  };
  return [
    { ...common, step: `-${LEAD}d`, due: addDays(dueOn, -LEAD), expiresOn: dueOn },
    { ...common, due: dueOn },
  ];
}
