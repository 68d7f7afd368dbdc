import type { PlainDate } from "../calendar/index.ts";
import {
  type ContactPoint,
  type ImportantDate,
  isValidOn,
  type Party,
  type Relationship,
} from "../model/index.ts";
import type { FamilyMember, SupplyLink } from "../reminders/index.ts";

/** What is looked up of the parties around a party. */
export interface Neighbourhood {
  readonly people: ReadonlyMap<string, Party>;
  readonly importantDates: ReadonlyMap<string, readonly ImportantDate[]>;
  readonly contactPoints: ReadonlyMap<string, readonly ContactPoint[]>;
  readonly asOf: PlainDate;
  /** The own company: that it supplies a customer is no news of the customer's own chain. */
  readonly companyId?: string | undefined;
}

const FAMILY: readonly Relationship["kind"][] = [
  "spouse",
  "child",
  "parent",
  "sibling",
  "relative",
  "member",
];

/** "From is a child of to": seen from `from`, the other one is the parent. */
const INVERSE: Partial<Readonly<Record<Relationship["kind"], Relationship["kind"]>>> = {
  child: "parent",
  parent: "child",
  spouse: "spouse",
  sibling: "sibling",
  relative: "relative",
};

/** What the other party of a supply tie is, seen from `to` and from `from`. */
const CHAIN: Partial<
  Readonly<Record<Relationship["kind"], readonly [SupplyLink["role"], SupplyLink["role"]]>>
> = {
  supplier: ["supplier", "customer"],
  distributor: ["distributor", "supplier"],
  customer: ["customer", "supplier"],
};

/** The people of a family or household on the day, each once and with their days. */
export function familyOf(
  { id }: Party,
  ties: readonly Relationship[],
  { people, importantDates, asOf }: Neighbourhood,
): readonly FamilyMember[] {
  const found = new Map<string, FamilyMember>();
  for (const tie of ties) {
    const { fromId, toId, kind } = tie;
    const isTo = toId === id;
    const [otherId, relation] = isTo ? [fromId, kind] : [toId, INVERSE[kind]];
    const party = people.get(otherId);
    if (party === undefined || relation === undefined || otherId === id) continue;
    if (!FAMILY.includes(relation) || !isValidOn(tie, asOf) || found.has(otherId)) continue;
    found.set(otherId, { party, relation, importantDates: importantDates.get(otherId) ?? [] });
  }
  return [...found.values()];
}

/** The companies that supply a party and those that it supplies, past ties too: that one ended is news. */
export function supplyChainOf(
  { id }: Party,
  ties: readonly Relationship[],
  { people, contactPoints, companyId }: Neighbourhood,
): readonly SupplyLink[] {
  if (id === companyId) return [];
  return ties.flatMap((tie) => {
    const { fromId, toId, kind } = tie;
    const isTo = toId === id;
    const otherId = isTo ? fromId : toId;
    const party = people.get(otherId);
    const role = CHAIN[kind]?.[isTo ? 0 : 1];
    if (party === undefined || role === undefined || otherId === companyId) return [];
    return [{ party, role, tie, contactPoints: contactPoints.get(otherId) ?? [] }];
  });
}
