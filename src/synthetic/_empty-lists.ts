import type { RetailerRecords } from "./retailer-dataset.ts";

/** A data set without a record. */
export function emptyLists(): RetailerRecords {
  return {
    products: [],
    parties: [],
    affiliations: [],
    importantDates: [],
    consents: [],
    installedProducts: [],
    interactions: [],
    pointsEntries: [],
    facts: [],
    contactPoints: [],
    preferences: [],
    relationships: [],
    accountAssignments: [],
    competitorPresences: [],
    opportunities: [],
    complaints: [],
    surveyAnswers: [],
    costEntries: [],
    channelProfiles: [],
    behaviourEvents: [],
    programmes: [],
    memberships: [],
    contracts: [],
    switchingBonds: [],
    benefits: [],
    spendEstimates: [],
    lifecycleChanges: [],
    invoices: [],
    productNotices: [],
    recalls: [],
    orderLines: [],
  };
}
