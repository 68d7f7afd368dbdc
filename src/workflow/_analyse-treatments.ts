import { type Money, subtractMoney, sumMoney } from "../money/index.ts";
import type { Dossier } from "../reminders/index.ts";
import {
  assignTreatments,
  type CustomerGroups,
  type CustomerTreatment,
  findCapExcesses,
  type TreatmentPlan,
} from "../value/index.ts";
import type { TreatmentsReport } from "./treatments-report.ts";

/** Gives every customer the treatment of the plan, and asks on whom more is spent than it allows. */
export function treatCustomers(
  plan: TreatmentPlan,
  groups: CustomerGroups,
  { spend, currency }: { readonly spend: ReadonlyMap<string, Money>; readonly currency: string },
): { readonly treated: ReadonlyMap<string, CustomerTreatment>; readonly report: TreatmentsReport } {
  const treated = assignTreatments(plan, groups);
  const excesses = findCapExcesses(treated, spend);
  const groupsOf = [...treated.values()].map(({ treatment }) => treatment?.group);
  const report = Object.freeze({
    version: plan.version,
    treatments: Object.freeze(
      plan.treatments.map((treatment) => {
        const above = excesses.filter(({ group }) => group === treatment.group);
        const excess = above.map((one) => subtractMoney(one.spend, one.cap));
        return Object.freeze({
          treatment,
          customers: groupsOf.filter((group) => group === treatment.group).length,
          above: Object.freeze({ customers: above.length, excess: sumMoney(excess, currency) }),
        });
      }),
    ),
    untreated: groupsOf.filter((group) => group === undefined).length,
  });
  return { treated, report };
}

/** What a treatment asks of reminders: a cap of a year, and whom to let go. */
export function treatmentOf(treated: CustomerTreatment | undefined): Pick<Dossier, "treatment"> {
  const treatment = treated?.treatment;
  if (treatment === undefined) return {};
  const { spendCap, letGo } = treatment;
  return {
    treatment: {
      ...(spendCap === undefined ? {} : { spendCap: { amount: Number(spendCap.amount), days: 365 } }),
      ...(letGo === undefined ? {} : { letGo }),
    },
  };
}
