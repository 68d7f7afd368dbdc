import { dayNumber } from "../calendar/index.ts";
import type { PointsEntry } from "../model/index.ts";
import type { Random } from "../stats/index.ts";
import type { CustomerLife } from "./_customer-life.ts";
import type { LineColumns } from "./_line-columns.ts";
import { drawOrganisationTies, drawPersonTies } from "./_loyalty-ties.ts";
import type { KnownSpan } from "./_person-facts.ts";
import { drawLoss, drawMarketingCosts, drawSpendEstimates } from "./_spend-and-losses.ts";
import type { RetailerRecords } from "./retailer-dataset.ts";

/** Share of the customers of whom somebody found out what they spend in all. */
const KNOWN_SPEND = { person: 0.06, organisation: 0.8 } as const;

/** A customer whose orders have been drawn. */
export interface DrawnCustomer {
  readonly id: string;
  readonly kind: "person" | "organisation";
  readonly currency: string;
  readonly life: CustomerLife;
  readonly span: KnownSpan;
  /** Where the last two years begin, and where the second ends: the day on which the retailer stands. */
  readonly years: readonly [number, number, number];
  readonly lines: LineColumns;
  readonly points: readonly PointsEntry[];
  /** The stream of chance for a purpose. */
  readonly stream: (purpose: string) => Random;
}

/** Adds what ties a customer, what they spend in all, what winning and keeping them costs, and whether they are lost. */
export function addLoyalty(records: RetailerRecords, customer: DrawnCustomer): void {
  const { id, kind, currency, life, span, years, lines, points, stream } = customer;
  const today = years[2];
  const isOrganisation = kind === "organisation";
  const tied = { id, currency, span, today };
  const first = points[0]?.on;
  const { memberships, contracts, switchingBonds, benefits } = isOrganisation
    ? drawOrganisationTies(stream("ties"), tied)
    : drawPersonTies(stream("ties"), tied, first === undefined ? undefined : dayNumber(first));
  records.memberships.push(...memberships);
  records.contracts.push(...contracts);
  records.switchingBonds.push(...switchingBonds);
  records.benefits.push(...benefits);
  const spending = { id, currency, years, known: KNOWN_SPEND[kind] };
  records.spendEstimates.push(...drawSpendEstimates(stream("wallet"), spending, lines));
  const won = { id, currency, isOrganisation, windowFrom: years[0] };
  records.costEntries.push(...drawMarketingCosts(stream("marketing"), won, lines, span));
  // Who died was not lost to anybody.
  if (span.to >= today) records.lifecycleChanges.push(...drawLoss(stream("loss"), id, life, span));
}
