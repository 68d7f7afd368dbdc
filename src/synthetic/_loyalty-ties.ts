import { dateOfDay } from "../calendar/index.ts";
import type { Benefit, Contract, Membership, Programme, SwitchingBond } from "../model/index.ts";
import { decimalText, minorDigits } from "../money/index.ts";
import { bernoulli, type Random } from "../stats/index.ts";
import { pick } from "./_names.ts";
import type { KnownSpan } from "./_person-facts.ts";

/** The programmes of the retailer: points, a stamp for each bag of coffee, and a club that is paid by the year. */
export const PROGRAMMES: readonly Programme[] = /* @__PURE__ */ Object.freeze(
  (
    [
      ["points", "points", "Points for purchases", "a point for each full unit of money, gone after a year"],
      ["coffee", "frequency", "Coffee card", "every tenth bag of coffee is free"],
      ["house-club", "club", "House club", "a year at a time: previews, and delivery before others"],
    ] as const
  ).map(([id, kind, name, terms]) =>
    Object.freeze<Programme>({ schemaVersion: 1, id: `programme-${id}`, kind, name, terms }),
  ),
);

/** What ties one customer. */
export interface Ties {
  readonly memberships: readonly Membership[];
  readonly contracts: readonly Contract[];
  readonly switchingBonds: readonly SwitchingBond[];
  readonly benefits: readonly Benefit[];
}

/** Who a customer is, for what may tie them. */
export interface TiedCustomer {
  readonly id: string;
  readonly currency: string;
  /** When something can be known of them. */
  readonly span: KnownSpan;
  /** The day on which the retailer stands; what was agreed may end after it. */
  readonly today: number;
}

/** Years that are renewed on their day, the last of them not yet over: `[begin, end)`. */
function currentYear(random: Random, { from }: KnownSpan, today: number): readonly [number, number] {
  const begin = today - 1 - Math.floor(365 * random.next());
  return [Math.max(begin, from), begin + 365];
}

/** What ties persons: points and a coffee card of who collects, a club of a few, a bundle now and then. */
export function drawPersonTies(
  random: Random,
  { id, currency, span, today }: TiedCustomer,
  collectsSince: number | undefined,
): Ties {
  const [card, club, bundle, saves] = [
    bernoulli(random, 0.5),
    bernoulli(random, 0.08),
    bernoulli(random, 0.02),
    bernoulli(random, 0.03),
  ];
  const [begin, end] = currentYear(random, span, today);
  const [worth, vests] = [5 + Math.floor(40 * random.next()), 1 + Math.floor(90 * random.next())];
  // Of who is gone nothing new is agreed.
  const stays = span.to >= today;
  const make = makerOf(id, currency);
  return {
    memberships: [
      ...(collectsSince === undefined ? [] : [make.membership("points", collectsSince)]),
      ...(collectsSince === undefined || !card ? [] : [make.membership("coffee", collectsSince)]),
      ...(club && stays ? [make.membership("house-club", begin, end)] : []),
    ],
    contracts: [],
    switchingBonds: [
      ...(collectsSince === undefined || !saves
        ? []
        : [make.bond("points", "points that nobody else honours", collectsSince, { cost: 100 * worth })]),
      ...(bundle && stays
        ? [
            make.bond("bundle", "filters at a price of the machine they fit", begin, {
              cost: 3000,
              until: end,
            }),
          ]
        : []),
      ...(club && saves && stays
        ? [make.bond("delayed-benefit", "a year's bonus, paid at its end", begin, { cost: 2500, until: end })]
        : []),
    ],
    benefits:
      club && stays ? clubBenefits(make, { begin, end, vests: saves ? today + vests : undefined }) : [],
  };
}

function clubBenefits(
  make: ReturnType<typeof makerOf>,
  { begin, end, vests }: { readonly begin: number; readonly end: number; readonly vests: number | undefined },
): readonly Benefit[] {
  return [
    make.benefit("financial", "reward", "a voucher of the club", begin, { until: end, value: 1000 }),
    make.benefit("social", "preview", "an evening before the sale opens", begin, { until: end }),
    ...(vests === undefined || vests >= end
      ? []
      : [
          make.benefit("financial", "price", "the year's bonus", begin, {
            vests,
            until: end + 60,
            value: 2500,
          }),
        ]),
  ];
}

/** What ties organisations: a contract for years, an ordering link, trained staff, a machine on loan, services beside. */
export function drawOrganisationTies(random: Random, customer: TiedCustomer): Ties {
  const { id, currency, span, today } = customer;
  const [signed, linked, trained, lent, served] = [
    bernoulli(random, 0.6),
    bernoulli(random, 0.3),
    bernoulli(random, 0.35),
    bernoulli(random, 0.2),
    bernoulli(random, 0.5),
  ];
  const [begin, end] = currentYear(random, span, today);
  const [exclusive, hours, cost] = [
    bernoulli(random, 0.2),
    4 + Math.floor(60 * random.next()),
    20_000 + 1000 * Math.floor(100 * random.next()),
  ];
  const kind = pick(random, ["supply", "service", "framework"] as const);
  const make = makerOf(id, currency);
  const contractId = `${id}-contract-1`;
  const contract = Object.freeze<Contract>({
    schemaVersion: 1,
    id: contractId,
    customerId: id,
    kind,
    name: { supply: "Supply of consumables", service: "Service of the machines", framework: "Yearly prices" }[
      kind
    ],
    startsOn: dateOfDay(begin),
    endsOn: dateOfDay(end),
    noticeBy: dateOfDay(end - 30),
    renews: true,
    ...(exclusive ? { exclusive } : {}),
  });
  return {
    memberships: [],
    contracts: signed ? [contract] : [],
    switchingBonds: [
      ...(signed
        ? [make.bond("contract", "leaving before the end", begin, { cost, until: end, contractId })]
        : []),
      ...(linked
        ? [make.bond("structural", "orders come from their stock system", begin, { cost: 4 * cost })]
        : []),
      ...(trained ? [make.bond("learning", "staff trained on our machines", begin, { hours })] : []),
      ...(lent ? [make.bond("equipment", "a machine on loan", begin, { cost: 2 * cost, until: end })] : []),
    ],
    benefits: [
      ...(served
        ? [make.benefit("structural", "priority-shipping", "delivery by noon", begin, { until: end })]
        : []),
      ...(linked ? [make.benefit("structural", "data-interchange", "stock on the screen", begin, {})] : []),
      ...(trained
        ? [make.benefit("social", "personal-service", "a named engineer", begin, { until: end })]
        : []),
      ...(signed
        ? [
            make.benefit("financial", "price", "the contract's rebate", begin, {
              until: end,
              value: cost / 10,
            }),
          ]
        : []),
    ],
  };
}

/** Records of one customer, with their amounts in minor units. */
function makerOf(id: string, currency: string) {
  const money = (units: number) =>
    Object.freeze({ amount: decimalText(units, minorDigits(currency)), currency });
  return {
    membership: (programme: string, begin: number, end?: number): Membership =>
      Object.freeze<Membership>({
        schemaVersion: 1,
        id: `${id}-${programme}`,
        programmeId: `programme-${programme}`,
        partyId: id,
        validFrom: dateOfDay(begin),
        ...(end === undefined ? {} : { validTo: dateOfDay(end) }),
      }),
    bond: (
      kind: SwitchingBond["kind"],
      what: string,
      begin: number,
      { cost, until, ...more }: { cost?: number; until?: number; hours?: number; contractId?: string },
    ): SwitchingBond =>
      Object.freeze<SwitchingBond>({
        schemaVersion: 1,
        id: `${id}-bond-${kind}`,
        customerId: id,
        kind,
        what,
        ...(cost === undefined ? {} : { estimatedCost: money(cost) }),
        ...more,
        validFrom: dateOfDay(begin),
        ...(until === undefined ? {} : { validTo: dateOfDay(until) }),
        source: Object.freeze({ method: "derived" as const, observedOn: dateOfDay(begin) }),
      }),
    benefit: (
      group: Benefit["class"],
      kind: Benefit["kind"],
      what: string,
      begin: number,
      { until, vests, value }: { until?: number; vests?: number; value?: number },
    ): Benefit =>
      Object.freeze<Benefit>({
        schemaVersion: 1,
        id: `${id}-benefit-${kind}${vests === undefined ? "" : "-later"}`,
        partyId: id,
        class: group,
        kind,
        what,
        ...(value === undefined ? {} : { value: money(value) }),
        grantedOn: dateOfDay(begin),
        ...(vests === undefined ? {} : { vestsOn: dateOfDay(vests) }),
        ...(until === undefined ? {} : { expiresOn: dateOfDay(until) }),
      }),
  };
}
