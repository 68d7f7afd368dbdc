import type { ContactPoint, RecordName } from "../model/index.ts";
import { canonicalText } from "./_canonical-text.ts";
import type { AnyRecord } from "./_party-references.ts";
import { normaliseEmail } from "./normalise-email.ts";
import { normalisePhone } from "./normalise-phone.ts";

/** What makes two records of one party the same: the rest of their fields may differ. */
export function sameness(kind: RecordName, record: AnyRecord): string | undefined {
  if (kind === "ContactPoint") {
    const { partyId, kind: way, value, validFrom, validTo } = record as unknown as ContactPoint;
    const form = way === "email" ? normaliseEmail(value) : way === "post" ? value : normalisePhone(value);
    return `${partyId} ${way} ${form ?? value} ${validFrom ?? ""} ${validTo ?? ""}`;
  }
  const fields =
    kind === "Affiliation"
      ? ["personId", "organisationId", "unitId", "title", "level", "function", "validFrom", "validTo"]
      : kind === "ImportantDate"
        ? ["partyId", "kind", "label", "date"]
        : kind === "Relationship"
          ? ["fromId", "toId", "kind", "validFrom", "validTo"]
          : undefined;
  return fields?.map((field) => canonicalText(record[field])).join(" ");
}

/** Whose record it is. */
export function ownerOf(record: AnyRecord): string {
  return String(record["partyId"] ?? record["personId"] ?? record["fromId"] ?? "");
}

/** A tie of a party to itself says nothing; a superior who is oneself is left out. */
export function withoutSelfReference(kind: RecordName, record: AnyRecord): AnyRecord | undefined {
  if (kind === "Relationship" && record["fromId"] === record["toId"]) return undefined;
  const field = kind === "Affiliation" ? "reportsToId" : kind === "Party" ? "parentId" : undefined;
  const own = kind === "Affiliation" ? record["personId"] : record.id;
  if (field === undefined || record[field] === undefined || record[field] !== own) return record;
  const { [field]: _self, ...rest } = record;
  return rest as AnyRecord;
}

/** The survivor's first choice of its kind stays the first choice. */
export function soleChoice(
  kind: RecordName,
  record: AnyRecord,
  own: ReadonlyMap<string, AnyRecord>,
): AnyRecord {
  if (kind !== "ContactPoint" || record["primary"] !== true) return record;
  const rival = [...own.values()].some(
    (other) =>
      other.id !== record.id &&
      other["primary"] === true &&
      other["partyId"] === record["partyId"] &&
      other["kind"] === record["kind"],
  );
  return rival ? { ...record, primary: false } : record;
}
