import { addDays, type PlainDate } from "clientele/calendar";
import { factsAsOf, indexFacts } from "clientele/knowledge";
import { builtInAttributes, type Fact } from "clientele/model";
import { createDueIndex, type Dossier, decideReminders } from "clientele/reminders";
import { describe, expect, it } from "vitest";
import { granted, person } from "./_kit.ts";

const zone = "Europe/Berlin";
const first = "2026-07-01";
const DAYS = 35;
const owned = (id: string) => ({ ...person(id), ownerId: "seller" });

/** On each day the run over the index beside the run over all, which has to say something new in between. */
function compare(dossierOn: (day: PlainDate, instant: string) => Dossier): readonly string[] {
  const at = (day: PlainDate): string => `${day}T09:00:00Z`;
  const index = createDueIndex([dossierOn(first, at(first))], { from: first, days: DAYS, zone });
  const said = new Set<string>();
  for (let n = 0; n < DAYS; n++) {
    const day = addDays(first, n);
    const dossiers = [dossierOn(day, at(day))];
    const full = decideReminders({ asOf: at(day), zone, dossiers });
    expect(decideReminders({ asOf: at(day), zone, dossiers, due: index })).toEqual(full);
    for (const { ruleId } of full.decisions) said.add(`${ruleId} ${n === 0 ? "at once" : "later"}`);
  }
  return [...said];
}

describe("a due index", () => {
  // Food is remembered with a half-life of three years: two weeks after the index is made, one of them or two are over.
  it.each([
    ["verify-facts", 1080],
    ["delete-facts", 2175],
  ])("does not miss the day on which %s begins to speak", (rule, daysAgo) => {
    const fact = builtInAttributes.fact("likes.food", "noodles", {
      id: "f1",
      subjectId: "c1",
      observedAt: `${addDays(first, -daysAgo)}T10:00:00Z`,
      provenance: { method: "stated" },
    }) as Fact;
    const facts = indexFacts([fact]);
    const said = compare((day, instant) => ({
      party: owned("c1"),
      consents: granted,
      known: factsAsOf(facts, { subjectId: "c1", asOf: instant, validOn: day }),
    }));
    expect(said.filter((one) => one.startsWith(rule))).toEqual([`${rule} later`]);
  });

  it("does not miss the day on which a refusal no longer counts", () => {
    const products = new Map(
      (["old", "new"] as const).map((id) => [
        id,
        {
          schemaVersion: 1 as const,
          id,
          name: id,
          category: "Kitchen",
          consumable: false,
          ...(id === "new" ? { replacesId: "old", launchedOn: addDays(first, 10) } : {}),
        },
      ]),
    );
    const said = compare(() => ({
      party: person("c1"),
      consents: granted,
      products,
      installedProducts: [
        {
          schemaVersion: 1,
          id: "i1",
          ownerId: "c1",
          productId: "old",
          productName: "old",
          installedOn: addDays(first, -300),
          source: { method: "stated", observedOn: addDays(first, -300) },
        },
      ],
      offerDecisions: [
        {
          schemaVersion: 1,
          id: "d1",
          offerId: "new",
          partyId: "c1",
          decision: "refused",
          decidedAt: `${addDays(first, -39)}T10:00:00Z`,
        },
      ],
    }));
    expect(said.some((one) => one === "upgrade-offer later")).toBe(true);
  });
});
