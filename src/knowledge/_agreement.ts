import type { PartialDate } from "../calendar/index.ts";
import type { PreparedIdentity } from "./_prepared-identity.ts";
import type { DuplicateFeature, DuplicateLevel } from "./duplicate-weights.ts";
import { nameSimilarity } from "./name-similarity.ts";
import type { NormalisedName } from "./normalise-name.ts";

/** How far two identities agree in one feature, and by which spellings. */
export interface Agreement {
  readonly feature: DuplicateFeature;
  readonly level: DuplicateLevel;
  /** The normal forms compared. */
  readonly a: string;
  readonly b: string;
  /** From 0 to 1, where spellings were measured. */
  readonly similarity?: number | undefined;
}

/** Every feature that both identities know, in a fixed order. */
export function agreements(a: PreparedIdentity, b: PreparedIdentity): Agreement[] {
  return [
    named("name", a.names, b.names),
    oneOf("email", a.emails, b.emails) ?? sameMailName(a.emails, b.emails),
    oneOf("phone", a.phones, b.phones) ?? unequal("phone", a.phones, b.phones),
    named("address", a.addresses, b.addresses),
    dates(a.birthDate, b.birthDate),
    sharedIds(a, b),
    organisations(a.organisationIds, b.organisationIds),
  ].filter((agreement) => agreement !== undefined);
}

/** The system whose number the two do not share, though both have one: they cannot be the same. */
export function conflictingSystem(a: PreparedIdentity, b: PreparedIdentity): string | undefined {
  for (const [system, values] of a.externalIds) {
    const others = b.externalIds.get(system);
    if (others !== undefined && ![...values].some((value) => others.has(value))) return system;
  }
  return undefined;
}

function named(
  feature: "name" | "address",
  left: readonly NormalisedName[],
  right: readonly NormalisedName[],
): Agreement | undefined {
  let best: { readonly a: string; readonly b: string; readonly similarity: number } | undefined;
  for (const a of left)
    for (const b of right) {
      const similarity = nameSimilarity(a, b);
      if (best === undefined || similarity > best.similarity) best = { a: a.key, b: b.key, similarity };
    }
  if (best === undefined) return undefined;
  return { feature, level: nameLevel(feature, best.similarity), ...best };
}

function nameLevel(feature: "name" | "address", similarity: number): DuplicateLevel {
  if (similarity === 1) return `${feature}.equal`;
  if (feature === "address") return similarity >= 0.9 ? "address.similar" : "address.different";
  if (similarity >= 0.92) return "name.close";
  return similarity >= 0.85 ? "name.similar" : "name.different";
}

function oneOf(
  feature: "email" | "phone",
  left: readonly string[],
  right: readonly string[],
): Agreement | undefined {
  const shared = left.find((text) => right.includes(text));
  return shared === undefined ? undefined : { feature, level: `${feature}.equal`, a: shared, b: shared };
}

function unequal(
  feature: "email" | "phone",
  left: readonly string[],
  right: readonly string[],
): Agreement | undefined {
  const [a, b] = [left[0], right[0]];
  return a === undefined || b === undefined ? undefined : { feature, level: `${feature}.different`, a, b };
}

function sameMailName(left: readonly string[], right: readonly string[]): Agreement | undefined {
  const nameOf = (email: string): string => email.slice(0, email.lastIndexOf("@"));
  for (const a of left)
    for (const b of right)
      if (nameOf(a) === nameOf(b)) return { feature: "email", level: "email.same-name", a, b };
  return unequal("email", left, right);
}

function dates(a: PartialDate | undefined, b: PartialDate | undefined): Agreement | undefined {
  if (a === undefined || b === undefined) return undefined;
  if ((a.calendar ?? "gregorian") !== (b.calendar ?? "gregorian")) return undefined;
  const level = dateLevel(a, b);
  return level === undefined ? undefined : { feature: "birthDate", level, a: dateText(a), b: dateText(b) };
}

function dateLevel(a: PartialDate, b: PartialDate): DuplicateLevel | undefined {
  const both = (part: "year" | "month" | "day"): boolean => a[part] !== undefined && b[part] !== undefined;
  const same = (part: "year" | "month" | "day"): boolean => a[part] === b[part];
  const [years, months, days] = [both("year"), both("month"), both("day")];
  const agree = (!years || same("year")) && (!months || same("month")) && (!days || same("day"));
  const leap = (a.leapMonth ?? false) === (b.leapMonth ?? false);
  if (years && months && days && !agree)
    return same("year") && a.month === b.day && a.day === b.month
      ? "birthDate.swapped"
      : "birthDate.different";
  if (!years && !(months && days)) return undefined;
  if (!agree || !leap) return "birthDate.different";
  if (years) return months && days ? "birthDate.equal" : "birthDate.year";
  return "birthDate.month-day";
}

function dateText({ year, month, day }: PartialDate): string {
  return `${year ?? "?"}-${month ?? "?"}-${day ?? "?"}`;
}

function sharedIds(a: PreparedIdentity, b: PreparedIdentity): Agreement | undefined {
  for (const [system, values] of a.externalIds)
    for (const value of values)
      if (b.externalIds.get(system)?.has(value) === true) {
        const text = `${system}:${value}`;
        return { feature: "externalId", level: "externalId.equal", a: text, b: text };
      }
  return undefined;
}

function organisations(left: readonly string[], right: readonly string[]): Agreement | undefined {
  const shared = left.find((id) => right.includes(id));
  if (shared !== undefined)
    return { feature: "organisation", level: "organisation.shared", a: shared, b: shared };
  const [a, b] = [left[0], right[0]];
  return a === undefined || b === undefined
    ? undefined
    : { feature: "organisation", level: "organisation.different", a, b };
}
