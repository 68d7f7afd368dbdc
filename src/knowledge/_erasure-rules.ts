import type { RecordName } from "../model/index.ts";
import type { AnyRecord } from "./party-records.ts";

/** Kinds that are nothing without the person they are about, or that can be computed again. */
export const deletedKinds: ReadonlySet<RecordName> = new Set([
  "Affiliation",
  "AskedQuestion",
  "BehaviourEvent",
  "ContactPoint",
  "CustomerSnapshot",
  "HeldDocument",
  "ImportantDate",
  "Insight",
  "LifeEvent",
  "MergeRecord",
  "Preference",
  "Relationship",
  "ReminderDecision",
  "ReminderEvent",
]);

/** Fields that may hold words about the person, beside those that the vocabulary marks as personal. */
export const wordyFields: Partial<Readonly<Record<RecordName, readonly string[]>>> = {
  Complaint: ["resolution"],
  Consent: ["evidence", "contactPointId"],
  CustomisationRequest: ["followUps"],
  InstalledProduct: ["serialNumber"],
  Membership: ["number"],
  Opportunity: ["purchasePlan", "problem", "benefit", "reason", "process"],
};

/** Lists whose entries describe one person; an entry about the erased one goes. */
export const personalEntries: ReadonlySet<string> = new Set(["participants", "representatives", "ties"]);

/** The parties that a record is about. */
export function subjectsOf(kind: RecordName, record: AnyRecord): readonly unknown[] {
  switch (kind) {
    case "Party":
      return [record.id];
    case "Relationship":
      return [record["fromId"], record["toId"]];
    case "InstalledProduct":
      return [record["ownerId"]];
    case "Affiliation":
      return [record["personId"]];
    case "Referral":
      return [record["referrerId"], record["referredId"]];
    case "MergeRecord":
      return [record["survivorId"], ...(record["mergedIds"] as string[])];
    default:
      // A contact or complaint of an organisation is also about the person who spoke.
      return [record["partyId"] ?? record["subjectId"] ?? record["customerId"], record["personId"]];
  }
}
