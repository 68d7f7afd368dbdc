import fc from "fast-check";
import { addDays, isPlainDate, type PlainDate } from "../calendar/index.ts";
import type { Insight } from "../model/index.ts";
import type { Dossier } from "../reminders/index.ts";
import { arbitraryCircumstances } from "./_dossier-circumstances.ts";
import { arbitraryScene, type Scene } from "./_dossier-scenes.ts";

/** Options of {@link arbitraryDossier}. */
export interface ArbitraryDossierOptions {
  /**
   * The customer's id.
   * @defaultValue `"c1"`
   */
  readonly customerId?: string | undefined;
  /**
   * The day on which the dossier is read; all that is observed in it lies before.
   * @defaultValue 2026-06-15
   */
  readonly asOf?: PlainDate | undefined;
  /**
   * True: now and then also each of all else that built-in rules read; it takes some milliseconds a dossier.
   * @defaultValue false: what the commonest rules read
   */
  readonly everything?: boolean | undefined;
}

/**
 * Draws dossiers, valid by construction: a person or an organisation with birthdays (solar and lunar), installed products,
 * points, consents, talks, purchases with their products, contacts and some of the insights that built-in rules read. With
 * `everything`, also life events, contracts, complaints, engagements, offers and what became of them, surveys, a view of facts, family,
 * recalls, the own company's records, insights of every kind, and in every second dossier records that fit one another, so that each
 * built-in rule speaks of some dossier in its season. Dates are close enough to the day for rules to have something
 * to say; lists are sometimes empty and sometimes not loaded.
 * Shrinks to a person of whom nothing else is known.
 *
 * @throws RangeError if `asOf` is no plain date
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { decideReminders } from "clientele/reminders";
 * import { arbitraryDossier } from "clientele/testing";
 *
 * const readable = fc.property(arbitraryDossier(), (dossier) => {
 *   const run = decideReminders({ asOf: "2026-06-15T06:00:00Z", zone: "UTC", dossiers: [dossier] });
 *   return run.problems.length === 0;
 * });
 * fc.check(readable).failed; // => false
 * ```
 */
export function arbitraryDossier(options: ArbitraryDossierOptions = {}): fc.Arbitrary<Dossier> {
  const { customerId = "c1", asOf = "2026-06-15", everything = false } = options;
  if (!isPlainDate(asOf))
    throw new RangeError(`Cannot draw dossiers: asOf must be a plain date, got ${String(asOf)}`);
  const ago = (min: number, max: number) => fc.integer({ min, max }).map((days) => addDays(asOf, -days));
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const list = <T>(item: fc.Arbitrary<T>, most: number) => maybe(fc.array(item, { maxLength: most }));
  const source = ago(3, 400).map((observedOn) => ({ method: "stated" as const, observedOn }));
  const absent = fc.constant(undefined);
  const channel = fc.constantFrom("email" as const, "sms" as const, "phone" as const);

  const party = fc.record({
    kind: fc.constantFrom("person" as const, "organisation" as const),
    name: fc.constantFrom("Ada", "Mei Lin", "N. N. & Co.", "李梅", "O’Neil “Tom”"),
    timeZone: maybe(fc.constantFrom("UTC", "Asia/Taipei", "America/New_York")),
    since: maybe(ago(3, 800)),
    ownerId: maybe(fc.constant("staff1")),
    preferredChannel: maybe(channel),
  });
  const importantDate = fc.record({
    kind: fc.constantFrom(
      "birthday" as const,
      "wedding" as const,
      ...(everything ? (["memorial"] as const) : []),
    ),
    // Lunar days up to 29 and solar ones up to 28 exist in every month of every year.
    date: fc.oneof(
      fc
        .record({ year: maybe(fc.integer({ min: 1930, max: 2010 })), near: ago(-3, 3) })
        .map(({ year, near }) => ({
          calendar: "gregorian" as const,
          ...(year === undefined ? {} : { year }),
          month: Number(near.slice(5, 7)),
          day: Math.min(28, Number(near.slice(8))),
        })),
      fc.record({
        calendar: fc.constant("chinese" as const),
        month: fc.integer({ min: 1, max: 12 }),
        day: fc.integer({ min: 1, max: 29 }),
      }),
    ),
    source,
  });
  const installedProduct = fc
    .record({
      productName: fc.constantFrom("Boiler", "Filter “S”", "锅炉"),
      productId: everything ? maybe(fc.constantFrom("p1", "p2")) : absent,
      installedOn: fc.oneof(ago(3, 60), ago(3, 800), ...(everything ? [ago(1820, 1840)] : [])),
      warrantyEndsOn: everything ? maybe(ago(-60, 2)) : absent,
      serviceIntervalMonths: maybe(fc.integer({ min: 1, max: 24 })),
      servicedAfter: maybe(fc.nat(300)),
      reasonForUse: maybe(fc.constant("heating")),
      source,
    })
    .map(({ servicedAfter, ...rest }) => {
      const day = servicedAfter === undefined ? undefined : addDays(rest.installedOn, servicedAfter);
      return { ...rest, lastServicedOn: day !== undefined && day < addDays(asOf, -2) ? day : undefined };
    });
  // Of each lot no more is redeemed than was earned, while all lots that may serve still live.
  const lot = fc
    .record({
      on: ago(120, 300),
      earned: fc.integer({ min: 1, max: 500 }),
      expiresOn: maybe(fc.oneof(ago(-40, 2), ago(40, 100))),
      redeemedOn: ago(3, 30),
      left: fc.constantFrom(1, 0.75, 0.5, 0),
    })
    .map(({ on, earned, expiresOn, redeemedOn, left }) => {
      const gone = expiresOn !== undefined && expiresOn < redeemedOn;
      const redeemed = gone ? 0 : earned - Math.floor(earned * left);
      const earn = { kind: "earn" as const, on, points: String(earned), expiresOn };
      return redeemed === 0
        ? [earn]
        : [earn, { kind: "redeem" as const, on: redeemedOn, points: String(redeemed) }];
    });
  const points = maybe(fc.array(lot, { maxLength: 3 }).map((lots) => lots.flat()));
  const consent = fc.record({
    purpose: fc.constantFrom("service" as const, "care" as const, "promotional" as const),
    channel,
    status: fc.constantFrom("granted" as const, "granted" as const, "withdrawn" as const),
    effectiveFrom: ago(3, 400),
  });
  const interaction = fc
    .record({
      day: fc.oneof(ago(3, 90), ago(3, 400)),
      hour: fc.integer({ min: 10, max: 23 }),
      channel,
      direction: fc.constantFrom("inbound" as const, "outbound" as const),
      twoWay: fc.boolean(),
    })
    .map(({ day, hour, ...rest }) => ({ ...rest, occurredAt: `${day}T${hour}:00:00Z` }));
  // Two products alone, so that one is often bought three times.
  const purchases = fc.oneof(
    fc.array(fc.record({ productId: fc.constantFrom("p1", "p2"), on: ago(3, 120) }), { maxLength: 8 }),
    fc
      .record({ gap: fc.integer({ min: 7, max: 60 }), last: ago(3, 60) })
      .map(({ gap, last }) => [0, 1, 2, 3].map((k) => ({ productId: "p1", on: addDays(last, -k * gap) }))),
  );
  const affiliation = fc.record({ personId: fc.constantFrom("c2", "c3", "c4"), source });

  return fc
    .record({
      party,
      importantDates: list(importantDate, 3),
      installedProducts: list(installedProduct, 3),
      points,
      consents: list(consent, 6),
      interactions: list(interaction, 4),
      insights: list(insightPart(ago), 4),
      affiliations: list(affiliation, 4),
      purchases: maybe(purchases),
      abc: maybe(fc.constantFrom("A" as const, "B" as const, "C" as const)),
      launched: everything ? maybe(ago(3, 60)) : absent,
      withdrawn: everything ? maybe(ago(-60, -3)) : absent,
      more: everything ? arbitraryCircumstances({ customerId, asOf }) : fc.constant<Partial<Dossier>>({}),
      scene: everything
        ? maybe(arbitraryScene({ customerId, asOf }))
        : fc.constant<Scene | undefined>(undefined),
    })
    .map(({ party, abc, launched, withdrawn, more, scene, ...lists }): Dossier => {
      const id = (letter: string, i: number) => ({ schemaVersion: 1 as const, id: `${letter}${i}` });
      const own = { partyId: customerId };
      const { organisation, ...fitting } = scene ?? {};
      return {
        party: present({
          schemaVersion: 1,
          id: customerId,
          ...party,
          kind: organisation === true ? "organisation" : party.kind,
        }),
        ...more,
        ...present({
          importantDates: lists.importantDates?.map((one, i) => ({ ...id("d", i), ...own, ...one })),
          installedProducts: lists.installedProducts?.map((one, i) =>
            present({ ...id("i", i), ownerId: customerId, ...one }),
          ),
          points: lists.points?.map((one, i) => present({ ...id("e", i), customerId, ...one })),
          consents: lists.consents?.map((one, i) => ({ ...id("n", i), ...own, ...one })),
          interactions:
            lists.interactions === undefined
              ? more.interactions
              : [
                  ...lists.interactions.map((one, i) => ({ ...id("t", i), ...own, ...one })),
                  ...(more.interactions ?? []),
                ],
          insights:
            lists.insights === undefined
              ? more.insights
              : [
                  ...lists.insights.map(
                    (one, i): Insight => ({ ...id("s", i), subjectId: customerId, ...one }),
                  ),
                  ...(more.insights ?? []),
                ],
          affiliations: lists.affiliations?.map((one, i) => ({
            ...id("a", i),
            organisationId: customerId,
            ...one,
          })),
          purchases: lists.purchases,
          products:
            lists.purchases &&
            new Map(
              ["p1", "p2"].map((product) => [
                product,
                present({
                  schemaVersion: 1 as const,
                  id: product,
                  name: `Filter ${product}`,
                  category: "Parts",
                  consumable: product === "p1",
                  // The second replaces the first.
                  replacesId: product === "p2" && launched !== undefined ? "p1" : undefined,
                  launchedOn: product === "p2" ? launched : undefined,
                  withdrawnOn: product === "p1" ? withdrawn : undefined,
                }),
              ]),
            ),
          snapshot:
            abc === undefined
              ? undefined
              : {
                  schemaVersion: 1 as const,
                  id: `${customerId}:snapshot`,
                  customerId,
                  asOf: addDays(asOf, -3),
                  currency: "EUR",
                  recencyDays: 10,
                  frequency: 3,
                  monetary: "100",
                  scores: { recency: 5, frequency: 3, monetary: 3 },
                  segment: "Champions",
                  valueBasis: "revenue" as const,
                  value: "100",
                  abc,
                  gold: false,
                },
        }),
        ...fitting,
      };
    });
}

/** Insights of the kinds that built-in rules read. */
function insightPart(ago: (min: number, max: number) => fc.Arbitrary<PlainDate>) {
  const pair = fc.constantFrom(["A", "B"], ["B", "A"], ["B", "C"]);
  const found = fc.oneof(
    fc
      .record({ pair, direction: fc.constantFrom("down", "up"), since: ago(40, 90) })
      .map(({ pair: [from, to], direction, since }) => ({
        kind: "rfm.segment-changed",
        payload: { from: from as string, to: to as string, since, direction },
      })),
    fc.record({ daysSilent: fc.nat(400), share: fc.constantFrom(0.9, 0.95, 1) }).map((drawn) => ({
      kind: "rfm.silent",
      payload: { ...drawn, usualGapDays: 30, gaps: 5 },
    })),
    pair.map(([from, to]) => ({
      kind: "migration.tier-moved",
      payload: {
        from: from as string,
        to: to as string,
        direction: (from as string) < (to as string) ? "down" : "up",
        periodFrom: "2026-01-01",
        periodTo: "2026-04-01",
      },
    })),
    fc.integer({ min: 1, max: 3 }).map((categories) => ({
      kind: "value.narrow-range",
      payload: { categories, amount: "1000", currency: "EUR" },
    })),
  );
  return fc
    .record({ found, asOf: ago(3, 10), strength: fc.constantFrom(0.25, 0.5, 1) })
    .map(({ found: { kind, payload }, asOf, strength }) => ({
      kind,
      payload,
      asOf,
      strength,
      evidence: [{ label: "what was found", value: kind, asOf, source: "analysis" }],
    }));
}

/** The record without the fields that are absent. */
function present<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
