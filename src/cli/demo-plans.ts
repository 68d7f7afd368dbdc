import { addMonths, type PlainDate } from "../calendar/index.ts";
import { retailCatalogue } from "../synthetic/index.ts";
import { createTreatmentPlan } from "../value/index.ts";
import type { DailyPlans } from "../workflow/index.ts";

/** What the invented retailer has decided of its customers. */
export function demoPlans(asOf: PlainDate, currency: string): DailyPlans {
  const cap = (amount: string) => ({ amount, currency });
  const [from, to] = [addMonths(asOf, -6), addMonths(asOf, 6)];
  const aim = (value: number) => ({ on: to, value });
  return {
    treatments: createTreatmentPlan({
      version: "of the year",
      treatments: [
        {
          group: "BZC",
          marketing: "no catalogue",
          sales: "no visits",
          service: "on the web",
          price: "list price, delivery at cost",
          spendCap: cap("0"),
          letGo: true,
        },
        {
          group: "MVC",
          marketing: "previews before the sale opens",
          sales: "an owner of their own",
          service: "a named contact, delivery by noon",
          price: "the contract's rebate",
          spendCap: cap("60"),
        },
        {
          group: "MGC",
          marketing: "the next product",
          sales: "an offer for what they buy elsewhere",
          service: "advice",
          price: "the bundle's",
          spendCap: cap("20"),
        },
        { group: "Can't Lose Them", sales: "a call this week", spendCap: cap("20") },
        { group: "drag", marketing: "half as many mailings", spendCap: cap("1") },
        { group: "C", marketing: "by e-mail alone", service: "on the web first", spendCap: cap("2") },
      ],
    }),
    goals: [
      {
        name: "mean satisfaction",
        kind: "satisfaction",
        from: { on: from, value: 0.7 },
        to: aim(0.85),
      },
      {
        name: "kept from quarter to quarter",
        kind: "loyalty",
        from: { on: from, value: 0.68 },
        to: aim(0.75),
      },
      {
        name: "active customers we spoke with in the quarter",
        kind: "one-to-one",
        from: { on: from, value: 0.08 },
        to: aim(0.12),
      },
    ],
    points: {
      programmeId: "programme-points",
      thresholds: [
        { name: "a voucher", points: "250" },
        { name: "free delivery for a year", points: "1000" },
      ],
    },
    frequency: [
      {
        programmeId: "programme-coffee",
        programme: { from: addMonths(asOf, -24), every: 10 },
        productIds: retailCatalogue
          .filter(
            ({ category, consumable, name }) =>
              category === "Coffee and tea" && consumable && / kg$| g$/.test(name),
          )
          .map(({ id }) => id),
        reward: "a bag of coffee",
      },
    ],
  };
}
