import * as z from "zod";
import { nonNegativeMoneySchema, oneCurrency } from "./_money.ts";
import { partyId, record, validity, validityRule } from "./_record.ts";
import { id, plainDate, storableText } from "./_scalars.ts";
import { sourceSchema } from "./provenance.ts";

/** Schema of {@link Contract}. */
export const contractSchema = record(
  {
    customerId: partyId,
    kind: z.enum(["supply", "service", "framework", "lease", "loan", "licence", "membership", "other"]),
    name: storableText(500),
    startsOn: plainDate,
    /** The first day on which it no longer binds. */
    endsOn: plainDate.optional(),
    /** The last day on which notice can be given. */
    noticeBy: plainDate.optional(),
    renews: z.boolean().optional(),
    /** The customer may buy nowhere else. */
    exclusive: z.boolean().optional(),
    /** What leaving early costs: an amount, or a rule in words. */
    penalties: z
      .array(
        z.strictObject({
          trigger: storableText(500),
          amount: nonNegativeMoneySchema.optional(),
          rule: storableText(1000).optional(),
        }),
      )
      .max(100)
      .optional(),
    /** What is sold together under it. */
    productIds: z.array(id).max(500).optional(),
    /** Terms of price, delivery and payment that are this customer's own. */
    salesConditions: storableText(5000).optional(),
    value: nonNegativeMoneySchema.optional(),
  },
  [
    {
      path: ["endsOn"],
      expected: "must be after startsOn",
      holds: ({ startsOn, endsOn }) => endsOn === undefined || endsOn > startsOn,
    },
    {
      path: ["noticeBy"],
      expected: "must lie before endsOn, which must be given with it",
      holds: ({ noticeBy, endsOn }) => noticeBy === undefined || (endsOn !== undefined && noticeBy < endsOn),
    },
    oneCurrency(["penalties"], ({ penalties = [], value }) => [value, ...penalties.map((one) => one.amount)]),
  ],
);

/** An agreement that binds a customer for a term: exclusivity, notice, penalties, terms of sale. */
export type Contract = z.infer<typeof contractSchema>;

/** Schema of {@link SwitchingBond}. */
export const switchingBondSchema = record(
  {
    customerId: partyId,
    kind: z.enum(["contract", "learning", "structural", "equipment", "bundle", "points", "delayed-benefit"]),
    /** What would be lost or spent: the machine, the link between the systems, the training. */
    what: storableText(1000),
    estimatedCost: nonNegativeMoneySchema.optional(),
    /** The customer's hours of learning, for kind `learning`. */
    hours: z.number().min(0).optional(),
    contractId: id.optional(),
    ...validity,
    source: sourceSchema,
  },
  [
    validityRule,
    {
      path: ["hours"],
      expected: "must stand with kind learning alone",
      holds: ({ kind, hours }) => hours === undefined || kind === "learning",
    },
  ],
);

/** What ties a customer to the company beyond satisfaction: what leaving would cost. */
export type SwitchingBond = z.infer<typeof switchingBondSchema>;
