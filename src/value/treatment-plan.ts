/** How customers of one class or segment are treated; read by budgets and reminders. */
export interface Treatment {
  /** The class, flag or segment: "MVC", "A", "gold", "Champions". */
  readonly group: string;
  /** What marketing does for them. */
  readonly marketing?: string | undefined;
  /** What sales does for them. */
  readonly sales?: string | undefined;
  /** What service does for them. */
  readonly service?: string | undefined;
  /** What their prices are. */
  readonly price?: string | undefined;
  /** The most to be spent on one of them in a year. */
  readonly spendCap?: { readonly amount: string; readonly currency: string } | undefined;
  /**
   * Whether they are to be let go rather than kept.
   * @defaultValue `false`
   */
  readonly letGo?: boolean | undefined;
}

/** Treatments under a version, so that a result can say which it was made with. */
export interface TreatmentPlan {
  /** The name and edition of the plan. */
  readonly version: string;
  /** One treatment a group, the more important group first: of a customer in several groups, the first counts. */
  readonly treatments: readonly Treatment[];
}

/** The treatment of one customer, and why. */
export interface AssignedTreatment {
  /** The plan it is of. */
  readonly version: string;
  /** The treatment; absent where no group of the customer has one. */
  readonly treatment?: Treatment | undefined;
  /** In words. */
  readonly reason: string;
}

/**
 * Checks a plan of treatments: every group once, no negative cap, and nobody both let go and paid for.
 *
 * @throws RangeError naming the first group that is wrong
 *
 * @example
 * ```ts
 * import { createTreatmentPlan } from "clientele/value";
 *
 * const plan = createTreatmentPlan({
 *   version: "2026",
 *   treatments: [
 *     { group: "MVC", service: "a named contact", spendCap: { amount: "500", currency: "EUR" } },
 *     { group: "BZC", price: "list price, delivery at cost", letGo: true },
 *   ],
 * });
 * plan.treatments.length; // => 2
 * createTreatmentPlan({ version: "1", treatments: [{ group: "A" }, { group: "A" }] }); // throws Cannot create a treatment plan: every group must stand once, got "A" twice
 * ```
 */
export function createTreatmentPlan(plan: TreatmentPlan): TreatmentPlan {
  const doing = "create a treatment plan";
  if (plan.version === "") throw new RangeError(`Cannot ${doing}: version must be a text, got ""`);
  const groups = new Set<string>();
  const treatments = plan.treatments.map((treatment) => {
    const { group, spendCap, letGo } = treatment;
    if (groups.has(group)) {
      throw new RangeError(
        `Cannot ${doing}: every group must stand once, got ${JSON.stringify(group)} twice`,
      );
    }
    groups.add(group);
    if (spendCap !== undefined && !/^(0|[1-9]\d*)(\.\d+)?$/.test(spendCap.amount)) {
      throw new RangeError(
        `Cannot ${doing}: the spend cap of ${JSON.stringify(group)} must be a decimal not below zero, got ${spendCap.amount}`,
      );
    }
    if (letGo === true && spendCap !== undefined && /[1-9]/.test(spendCap.amount)) {
      throw new RangeError(
        `Cannot ${doing}: ${JSON.stringify(group)} must not be let go with a spend cap above zero, got ${spendCap.amount}`,
      );
    }
    return Object.freeze({ ...treatment, ...(spendCap && { spendCap: Object.freeze({ ...spendCap }) }) });
  });
  return Object.freeze({ version: plan.version, treatments: Object.freeze(treatments) });
}

/**
 * Finds how a customer is treated: by the first treatment of the plan whose group is one of the customer's.
 *
 * @param plan - from {@link createTreatmentPlan}
 * @param groups - the classes, flags and segments of the customer, in any order
 *
 * @example
 * ```ts
 * import { createTreatmentPlan, findTreatment } from "clientele/value";
 *
 * const plan = createTreatmentPlan({ version: "2026", treatments: [{ group: "gold", sales: "visit monthly" }, { group: "A" }] });
 * findTreatment(plan, ["A", "gold"]).treatment?.sales; // => "visit monthly"
 * findTreatment(plan, ["C"]).reason; // => "plan 2026 has no treatment for C"
 * ```
 */
export function findTreatment(plan: TreatmentPlan, groups: readonly string[]): AssignedTreatment {
  const treatment = plan.treatments.find(({ group }) => groups.includes(group));
  const { version } = plan;
  if (treatment === undefined) {
    const names = groups.length === 0 ? "a customer without a group" : [...groups].sort().join(", ");
    return Object.freeze({ version, reason: `plan ${version} has no treatment for ${names}` });
  }
  return Object.freeze({ version, treatment, reason: `plan ${version} treats ${treatment.group} so` });
}
