import * as z from "zod";
import { compareCodePoints } from "../ids/index.ts";
import { partyId, record, validity, validityRule } from "./_record.ts";
import { id, plainDate, storableText } from "./_scalars.ts";
import type { Affiliation } from "./affiliation.ts";
import { type DayOption, isValidOn } from "./validity.ts";

/** Schema of {@link AccountAssignment}. */
export const accountAssignmentSchema = record(
  {
    customerId: partyId,
    /** Own staff member, a person like any other. */
    staffId: partyId,
    role: z.enum(["account-manager", "industry-expert", "executive-sponsor", "service-contact"]),
    /** The person at the customer's whom this one speaks with as an equal: CIO with CIO. */
    counterpartPersonId: partyId.optional(),
    ...validity,
  },
  [validityRule],
);

/** Who of the own staff looks after a customer in which role, for a time. */
export type AccountAssignment = z.infer<typeof accountAssignmentSchema>;

/** Schema of {@link AccountPlan}. */
export const accountPlanSchema = record({
  customerId: partyId,
  year: z.int().min(1).max(9999),
  objectives: z
    .array(
      z.strictObject({
        text: storableText(2000),
        metric: storableText(200).optional(),
        target: storableText(200).optional(),
        ownerId: partyId.optional(),
        dueOn: plainDate.optional(),
      }),
    )
    .min(1)
    .max(100),
  /** Who at the customer's agreed to it: a plan is made together. */
  agreedWithIds: z.array(partyId).min(1).max(100),
  agreedOn: plainDate,
});

/** What the company and a customer mean to reach together in a year. */
export type AccountPlan = z.infer<typeof accountPlanSchema>;

/** Schema of {@link WantedAccount}. */
export const wantedAccountSchema = record({
  organisationId: id,
  year: z.int().min(1).max(9999),
  /** Place among the wanted of the year, from 1. */
  rank: z.int().min(1),
  /** How many people there must be known by name. */
  requiredContacts: z.int().min(3).max(100),
  reason: storableText(2000).optional(),
});

/** A company with which the own company wants to do business this year. */
export type WantedAccount = z.infer<typeof wantedAccountSchema>;

/** Options of {@link countMissingContacts}. */
export interface MissingContactsOptions extends DayOption {
  /** The wanted account. */
  readonly wanted: Pick<WantedAccount, "organisationId" | "requiredContacts">;
}

/**
 * Counts how many more people must be known by name at a wanted account: required − known on the day, at least 0.
 *
 * @example
 * ```ts
 * import { countMissingContacts } from "clientele/model";
 *
 * const wanted = { organisationId: "acme", requiredContacts: 3 };
 * const source = { method: "stated", observedOn: "2026-01-10" } as const;
 * const ada = { schemaVersion: 1, id: "a1", personId: "ada", organisationId: "acme", source } as const;
 * countMissingContacts([ada], { wanted, day: "2026-11-22" }); // => 2
 * ```
 */
export function countMissingContacts(
  affiliations: Iterable<Affiliation>,
  options: MissingContactsOptions,
): number {
  const { wanted, day } = options;
  const known = new Set<string>();
  for (const place of affiliations)
    if (place.organisationId === wanted.organisationId && isValidOn(place, day)) known.add(place.personId);
  return Math.max(0, wanted.requiredContacts - known.size);
}

/** How many customers one member of staff looks after in one role. */
export interface AccountLoad {
  /** The member of staff. */
  readonly staffId: string;
  /** In which role. */
  readonly role: AccountAssignment["role"];
  /** How many customers on the day. */
  readonly customers: number;
}

/**
 * Counts the customers that each member of staff looks after on a day, by role; the most loaded first, then by id
 * and role. An industry expert, for instance, should have two.
 *
 * @example
 * ```ts
 * import { countAccountLoads } from "clientele/model";
 *
 * const expert = { schemaVersion: 1, staffId: "s1", role: "industry-expert" } as const;
 * const assigned = ["a", "b", "c"].map((customerId) => ({ ...expert, id: `x-${customerId}`, customerId }));
 * countAccountLoads(assigned, { day: "2026-11-22" })[0]?.customers; // => 3
 * ```
 */
export function countAccountLoads(
  assignments: Iterable<AccountAssignment>,
  options: DayOption,
): AccountLoad[] {
  const customers = new Map<string, { staffId: string; role: AccountAssignment["role"]; ids: Set<string> }>();
  for (const assignment of assignments) {
    if (!isValidOn(assignment, options.day)) continue;
    const { staffId, role, customerId } = assignment;
    const key = `${role} ${staffId}`;
    const load = customers.get(key) ?? { staffId, role, ids: new Set() };
    customers.set(key, load);
    load.ids.add(customerId);
  }
  return [...customers.values()]
    .map(({ staffId, role, ids }) => Object.freeze({ staffId, role, customers: ids.size }))
    .sort(
      (a, b) =>
        b.customers - a.customers || compareCodePoints(a.staffId, b.staffId) || (a.role < b.role ? -1 : 1),
    );
}
