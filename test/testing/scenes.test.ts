import { recordKinds } from "clientele/model";
import { arbitraryDossier } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** A list of the dossier and the kind of its records. */
const KINDS = {
  installedProducts: "InstalledProduct",
  meterReadings: "MeterReading",
  complaints: "Complaint",
  productNotices: "ProductNotice",
  externalEvents: "ExternalEvent",
  contactPoints: "ContactPoint",
  engagements: "Engagement",
  affiliations: "Affiliation",
  interactions: "Interaction",
  invoices: "Invoice",
  surveyAnswers: "SurveyAnswer",
  referrals: "Referral",
  competitors: "CompetitorPresence",
  behaviour: "BehaviourEvent",
  heldDocuments: "HeldDocument",
  consents: "Consent",
  wanted: "WantedAccount",
  insights: "Insight",
  lifecycle: "LifecycleChange",
  lifeEvents: "LifeEvent",
  staff: "Affiliation",
} as const;

describe("records drawn to fit one another", () => {
  it("are valid, every one", () => {
    const seen = new Set<string>();
    for (const dossier of fc.sample(arbitraryDossier({ everything: true }), { numRuns: 400, seed: 3 }))
      for (const [list, kind] of Object.entries(KINDS))
        for (const record of (dossier[list as keyof typeof KINDS] ?? []) as object[]) {
          const checked = recordKinds[kind as keyof typeof recordKinds].schema.safeParse(
            JSON.parse(JSON.stringify(record)),
          );
          if (!checked.success)
            seen.add(
              `${list}: ${checked.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")}`,
            );
        }
    expect([...seen]).toEqual([]);
  });
});
