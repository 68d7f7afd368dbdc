import { addDays } from "clientele/calendar";
import type { CampaignResponse, CampaignTouch, Party, ReminderEvent } from "clientele/model";
import { runDaily } from "clientele/workflow";
import { describe, expect, it } from "vitest";
import { asOf, dump, options, storeOf } from "./_stores.ts";

const people = Array.from(
  { length: 25 },
  (_, i): Party => ({
    schemaVersion: 1,
    kind: "person",
    id: `p${i + 10}`,
    name: `Person ${i + 10}`,
    ownerId: "eve",
  }),
);

/** A letter every ten days of a year to everybody; each answers one in two to six, the last none. */
async function storeWithCampaign() {
  const store = await storeOf({ parties: people });
  const touches: CampaignTouch[] = [];
  const responses: CampaignResponse[] = [];
  for (const [i, { id: partyId }] of people.entries())
    for (let k = 1; k <= 36; k++) {
      const sentAt = `${addDays(asOf, -10 * k)}T10:00:00Z`;
      const id = `${partyId}-${k}`;
      const common = { schemaVersion: 1, campaignId: "autumn", partyId } as const;
      touches.push({ ...common, id, arm: "treatment", sentAt, channel: "email", kind: "mass" });
      if (i < 24 && k % (2 + (i % 5)) === 0)
        responses.push({ ...common, id: `r-${id}`, touchId: id, at: sentAt, kind: "clicked" });
    }
  await store.campaignTouches.append(touches);
  await store.campaignResponses.append(responses);
  return store;
}

describe("how customers answer, in the daily run", () => {
  it("makes the rules speak that read it [S2-32][S2-26]", async () => {
    const store = await storeWithCampaign();
    const report = await runDaily(store, options);
    expect(report.campaign).toMatchObject({
      customers: 25,
      groups: [{ kind: "campaign", channel: "email", rates: { kind: "response-rates" } }],
    });
    const said = report.reminders.decisions.flatMap(({ ruleId, subjectId, message }) =>
      subjectId === "p34" && ["campaign-response", "contact-pressure", "sunset"].includes(ruleId)
        ? [[ruleId, message]]
        : [],
    );
    expect(Object.fromEntries(said)).toMatchObject({
      "campaign-response": expect.stringMatching(
        /answers 0 % of \d+ contacts of campaigns by email; \d+ % is usual/,
      ),
      "contact-pressure": expect.stringMatching(/got [23] contacts in 28 days and answered 0/),
    });
    expect(report.insights["campaign.response-pattern"]).toBeGreaterThan(0);
    const stored = await store.insights.get(`campaign.response-pattern:p34:${asOf}`);
    expect(stored?.payload).toMatchObject({ direction: "down", rate: 0 });
    // What a dispatch asks of the store later is what the run found.
    const before = await dump(store);
    await runDaily(store, options);
    expect(await dump(store)).toEqual(before);
  });

  it("says what there is too little of, and nothing of anybody, where no answers are kept", async () => {
    const store = await storeOf({ parties: people });
    const empty = await runDaily(store, options);
    expect(empty.campaign).toMatchObject({
      contacts: 0,
      rates: { kind: "insufficient", of: "customers contacted", have: 0, need: 10 },
    });
    expect(Object.keys(empty.insights).some((kind) => kind.startsWith("campaign."))).toBe(false);
  });

  it("counts what runs have sent and what came of it", async () => {
    const store = await storeOf({
      parties: people.map((one) => ({ ...one, timeZone: "Europe/London" })),
      importantDates: people.map(({ id: partyId }) => ({
        schemaVersion: 1,
        id: `born-${partyId}`,
        partyId,
        kind: "birthday",
        date: { calendar: "gregorian", month: 11, day: 22 },
        source: { method: "stated", observedOn: "2026-01-05" },
      })),
    });
    const sent = (await runDaily(store, options)).reminders.decisions.filter(
      ({ ruleId, verdict }) => ruleId === "birthday" && verdict === "send",
    );
    expect(sent).toHaveLength(25);
    const events = sent.flatMap(({ id: decisionId, subjectId }, i): ReminderEvent[] => {
      const event = { schemaVersion: 1, decisionId, subjectId, kind: "outcome" } as const;
      const at = `${asOf}T12:00:00Z`;
      const delivered: ReminderEvent = { ...event, id: `d${i}`, at, outcome: "delivered" };
      return i % 2 === 0 ? [delivered] : [delivered, { ...event, id: `a${i}`, at, outcome: "responded" }];
    });
    await store.reminderEvents.append(events);
    const later = await runDaily(store, { ...options, asOf: addDays(asOf, 20) });
    expect(later.campaign).toMatchObject({ contacts: 25, responses: 12, groups: [{ kind: "care" }] });
    const soon = await runDaily(store, { ...options, asOf: addDays(asOf, 10) });
    expect(soon.campaign.contacts).toBe(0);
  });
});

describe("what points bring, in the daily run", () => {
  it("is named when they are about to expire [S1-25]", async () => {
    const store = await storeOf({
      parties: people.slice(0, 1),
      pointsEntries: [
        {
          schemaVersion: 1,
          id: "e1",
          customerId: "p10",
          on: "2026-01-01",
          kind: "earn",
          points: "300",
          expiresOn: addDays(asOf, 7),
        },
      ],
    });
    const plans = { points: { programmeId: "club", thresholds: [{ name: "a free night", points: "250" }] } };
    const { reminders } = await runDaily(store, { ...options, plans });
    const said = reminders.decisions.find(({ ruleId }) => ruleId === "points-expiring");
    expect(said?.message).toBe(
      `300 points of Person 10 expire on ${addDays(asOf, 7)}. The balance is enough for a free night.`,
    );
  });
});
