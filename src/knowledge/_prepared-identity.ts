import type { PartialDate } from "../calendar/index.ts";
import type { Identity } from "./identity.ts";
import { normaliseEmail } from "./normalise-email.ts";
import { type NormalisedName, normaliseName } from "./normalise-name.ts";
import { normalisePhone } from "./normalise-phone.ts";

/** An identity with every spelling in its normal form, made once per record and not once per comparison. */
export interface PreparedIdentity {
  readonly identity: Identity;
  readonly kind: Identity["kind"];
  readonly names: readonly NormalisedName[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly addresses: readonly NormalisedName[];
  readonly birthDate?: PartialDate | undefined;
  /** By system. */
  readonly externalIds: ReadonlyMap<string, ReadonlySet<string>>;
  readonly organisationIds: readonly string[];
}

/** Brings every spelling of an identity into its normal form; what has none is left out. */
export function prepareIdentity(identity: Identity, callingCode: string | undefined): PreparedIdentity {
  const kind = identity.kind === "organisation" ? "organisation" : "person";
  const externalIds = new Map<string, Set<string>>();
  for (const { system, value } of identity.externalIds ?? []) {
    const known = externalIds.get(system) ?? new Set<string>();
    externalIds.set(system, known.add(value.normalize("NFKC").trim().toLowerCase()));
  }
  return {
    identity,
    kind: identity.kind,
    names: byKey(identity.names.map((name) => normaliseName(name, { kind }))),
    emails: distinct(identity.emails ?? [], normaliseEmail),
    phones: distinct(identity.phones ?? [], (phone) => normalisePhone(phone, { callingCode })),
    addresses: byKey((identity.addresses ?? []).map((address) => normaliseName(address))),
    birthDate: identity.birthDate,
    externalIds,
    organisationIds: [...new Set(identity.organisationIds ?? [])],
  };
}

function byKey(names: readonly NormalisedName[]): NormalisedName[] {
  return [...new Map(names.filter(({ key }) => key !== "").map((name) => [name.key, name])).values()];
}

function distinct(texts: readonly string[], normal: (text: string) => string | undefined): string[] {
  return [...new Set(texts.map(normal).filter((text) => text !== undefined))];
}
