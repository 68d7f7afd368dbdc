import { addDays, type PlainDate } from "clientele/calendar";
import { type Contact, collectContacts, findCampaignInsights } from "clientele/campaign";
import { type Insight, insightSchema, parseRecord, type ReminderDecision } from "clientele/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const asOf = "2026-07-06";
const start = "2025-07-20";

/** A customer who gets one contact every so many days, and answers each k-th. */
function series(
  customerId: string,
  every: number,
  answersEach: number,
  more: Partial<Contact> & { readonly from?: PlainDate; readonly to?: PlainDate } = {},
): Contact[] {
  const { from = start, to = asOf, ...fields } = more;
  const found: Contact[] = [];
  for (let k = 0, on: PlainDate = from; on < to; k++, on = addDays(on, every))
    found.push({
      customerId,
      channel: "email",
      kind: "promotional",
      on,
      ...fields,
      ...(k % answersEach === answersEach - 1 ? { answeredOn: addDays(on, 1) } : {}),
    });
  return found;
}
/** Thirty customers who answer one letter in four, every two weeks. */
const usual = Array.from({ length: 30 }, (_, c) => series(`u${c + 10}`, 14, 2 + (c % 6))).flat();
const found = (contacts: readonly Contact[]): Insight[] => [
  ...findCampaignInsights(contacts, { asOf }).insights,
];
const of = (insights: readonly Insight[], subjectId: string) =>
  insights.filter((one) => one.subjectId === subjectId).map(({ kind, payload }) => ({ kind, ...payload }));

describe("what is found of contacts", () => {
  it("names who answers less, or more, than is usual, with what is usual", () => {
    const insights = found([...usual, ...series("silent", 7, 1000), ...series("eager", 14, 1)]);
    expect(of(insights, "silent")).toMatchObject([
      {
        kind: "campaign.response-pattern",
        campaigns: "promotional messages by email",
        direction: "down",
        rate: 0,
      },
      { kind: "campaign.contact-pressure", class: "saturated", touches: 4, responses: 0, days: 28 },
    ]);
    expect(of(insights, "eager")).toMatchObject([
      { kind: "campaign.response-pattern", direction: "up", rate: 1 },
      { kind: "campaign.contact-pressure", class: "undersaturated", touches: 2, responses: 2 },
    ]);
    expect(insights.filter(({ kind }) => kind === "campaign.response-pattern")).toHaveLength(2);
    const [pattern] = of(insights, "silent") as unknown as [
      { lower: number; upper: number; usualRate: number },
    ];
    expect(pattern.lower).toBeLessThan(pattern.upper);
    expect(pattern.upper).toBeLessThan(pattern.usualRate);
  });

  it("names the channel on which a customer answers best, once others were tried on it too", () => {
    const both = [...usual, ...series("both", 10, 1, { channel: "sms" }), ...series("both", 10, 12)];
    const smsOnly = [...usual, ...series("both", 10, 1, { channel: "sms" }), ...series("both", 90, 12)];
    expect(of(found(both), "both").filter(({ kind }) => kind === "campaign.channel-habit")).toMatchObject([
      { channel: "sms", rate: 1, contacts: 34 },
    ]);
    expect(of(found(smsOnly), "both").some(({ kind }) => kind === "campaign.channel-habit")).toBe(false);
  });

  it("names whose answers become fewer", () => {
    const turn = addDays(asOf, -104);
    const falling = [...series("f", 7, 1, { to: turn }), ...series("f", 7, 1000, { from: turn })];
    const changed = of(found([...usual, ...falling]), "f").filter(
      ({ kind }) => kind === "campaign.response-changed",
    );
    expect(changed).toMatchObject([{ direction: "down", before: 1, after: 0, days: 90 }]);
    // On a channel that was not used before nothing has changed.
    const other = falling.map((one) => (one.on < turn ? one : { ...one, channel: "post" as const }));
    expect(
      of(found([...usual, ...other]), "f").some(({ kind }) => kind === "campaign.response-changed"),
    ).toBe(false);
  });

  it("says nothing of anybody where answers are not on record, or too few are contacted", () => {
    const silent = Array.from({ length: 40 }, (_, c) => series(`s${c}`, 7, 1000)).flat();
    const none = findCampaignInsights(silent, { asOf });
    expect(none.insights).toEqual([]);
    expect(none.survey.rates).toEqual({ kind: "insufficient", of: "answers", have: 0, need: 10 });
    const few = findCampaignInsights(series("a", 7, 4), { asOf });
    expect([few.insights, few.survey.rates]).toMatchObject([[], { of: "customers contacted", have: 1 }]);
    expect(findCampaignInsights([], { asOf }).survey).toMatchObject({ contacts: 0, groups: [] });
  });

  it("leaves contacts out that have not had their time, and answers that came too late", () => {
    const late = series("x", 7, 1).map((one) => ({ ...one, answeredOn: addDays(one.on, 15) }));
    expect(findCampaignInsights(late, { asOf }).survey.responses).toBe(0);
    const young = series("x", 1, 1, { from: addDays(asOf, -14) });
    expect(findCampaignInsights(young, { asOf }).survey.contacts).toBe(0);
    expect(findCampaignInsights(young, { asOf, answerDays: 7 }).survey.contacts).toBe(7);
  });

  it("counts a contact less the older it is", () => {
    const turn = addDays(asOf, -180);
    const turned = [...series("t", 14, 1, { to: turn }), ...series("t", 14, 1000, { from: turn })];
    const pressed = (halfLifeDays: number) =>
      of([...findCampaignInsights([...usual, ...turned], { asOf, halfLifeDays }).insights], "t").find(
        ({ kind }) => kind === "campaign.contact-pressure",
      );
    expect(pressed(1e6)).toMatchObject({ class: "undersaturated" });
    expect(pressed(20)).toMatchObject({ class: "on-target" });
  });

  it("learns within a segment what is usual there", () => {
    const quiet = Array.from({ length: 20 }, (_, c) => series(`q${c + 10}`, 14, c % 2 === 0 ? 9 : 26)).flat();
    const all = [...usual, ...quiet, ...series("new", 60, 1000)];
    const ids = [...new Set(all.map(({ customerId }) => customerId))];
    const segments = new Map(ids.map((id) => [id, id.startsWith("u") ? "usual" : "quiet"]));
    const down = (given?: ReadonlyMap<string, string>) =>
      findCampaignInsights(all, { asOf, segments: given }).insights.filter(
        ({ kind, payload }) => kind === "campaign.response-pattern" && payload["direction"] === "down",
      ).length;
    expect(down(segments)).toBeGreaterThan(down());
  });

  it("tests whether answers fall with the number of contacts", () => {
    const many = Array.from({ length: 20 }, (_, c) => series(`m${c + 10}`, 3, 12)).flat();
    const { pressure } = findCampaignInsights([...usual, ...many], { asOf }).survey;
    expect(pressure.rows.map(({ touches }) => touches)).toEqual(
      [2, 9, 10].filter((n) => pressure.rows.some((row) => row.touches === n)),
    );
    expect(pressure.rows[0]).toMatchObject({ touches: 2, customers: 30, contacts: 60 });
    expect(pressure.trend?.slope).toBeLessThan(0);
    expect(pressure.trend?.p).toBeLessThan(0.01);
  });

  it("finds few where there is nothing to find", () => {
    // 300 customers who answer one in five by chance: at 95 % each, about one in twenty is said of them at most.
    let state = 7;
    const chance = (): number => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    const contacts = Array.from({ length: 300 }, (_, c) =>
      series(`c${c + 100}`, 14, 1).map(({ answeredOn, ...one }) =>
        chance() < 0.2 && answeredOn !== undefined ? { ...one, answeredOn } : one,
      ),
    ).flat();
    const insights = found(contacts).filter(({ kind }) => kind === "campaign.response-pattern");
    expect(insights.length).toBeLessThanOrEqual(15);
  });

  it("are valid insights, one a kind and customer, whatever the order of the contacts", () => {
    const contact = fc.record({
      customerId: fc.constantFrom(...Array.from({ length: 15 }, (_, i) => `c${i}`)),
      channel: fc.constantFrom("email", "sms", "phone"),
      kind: fc.constantFrom("promotional", "care", "talk"),
      on: fc.integer({ min: 1, max: 400 }).map((days) => addDays(asOf, -days)),
      answers: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(contact, { minLength: 100, maxLength: 300 }), (drawn) => {
        const contacts = drawn.map(
          ({ answers, ...one }): Contact => ({
            ...(one as Contact),
            ...(answers ? { answeredOn: one.on } : {}),
          }),
        );
        const { insights, survey } = findCampaignInsights(Object.freeze(contacts), {
          asOf,
          probability: 0.7,
        });
        for (const insight of insights) parseRecord(insightSchema, insight);
        expect(new Set(insights.map(({ id }) => id)).size).toBe(insights.length);
        expect(survey.groups.reduce((sum, one) => sum + one.contacts, 0)).toBe(survey.contacts);
        const again = findCampaignInsights([...contacts].reverse(), { asOf, probability: 0.7 });
        expect(again.survey.groups.map(({ contacts: n, responses }) => [n, responses])).toEqual(
          survey.groups.map(({ contacts: n, responses }) => [n, responses]),
        );
        expect(again.insights.map(({ id }) => id)).toEqual(insights.map(({ id }) => id));
        expect(JSON.parse(JSON.stringify({ insights, survey }))).toEqual({ insights, survey });
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    [{ asOf: "2026-13-01" }, "2026-13-01"],
    [{ asOf, probability: 0.4 }, "probability must be from 0.5 to below 1, got 0.4"],
    [{ asOf, leastContacts: 0 }, "leastContacts must be an integer of 1 or more, got 0"],
    [{ asOf, answerDays: 365 }, "answerDays must be an integer from 0 to below lookBackDays, got 365"],
    [{ asOf, halfLifeDays: 0 }, "halfLifeDays must be a positive number, got 0"],
    [{ asOf, pressureDays: 1.5 }, "pressureDays must be an integer from 1 to 36600, got 1.5"],
  ] as const)("refuses %j", (options, message) => {
    expect(() => findCampaignInsights([], options as { asOf: PlainDate })).toThrow(message);
  });
});

describe("contacts collected", () => {
  const send: ReminderDecision = {
    schemaVersion: 1,
    id: "s1",
    ruleId: "r",
    ruleVersion: 1,
    cell: "product.recommend",
    purpose: "promotional",
    audience: "customer",
    subjectId: "ann",
    dueOn: "2026-03-01",
    expiresAt: "2026-03-09T00:00:00Z",
    verdict: "send",
    at: "2026-03-01T22:30:00Z",
    channel: "email",
    rank: 1,
    score: 1,
    message: "m",
    reasons: [{ code: "due", text: "t" }],
    evidence: [{ label: "l", value: 1, asOf: "2026-03-01", source: "s" }],
    decidedAt: "2026-03-01T09:00:00Z",
  };
  const event = (kind: "failed" | "outcome", at: string, outcome?: "delivered" | "responded" | "ignored") =>
    ({
      schemaVersion: 1,
      id: `${kind}${at}${outcome}`,
      decisionId: "s1",
      subjectId: "ann",
      at,
      kind,
      ...(outcome === undefined ? {} : { outcome }),
    }) as const;
  const zone = "Europe/Berlin";
  const delivered = event("outcome", "2026-03-01T22:30:00Z", "delivered");

  it("of sends need an outcome, and are in the days of the zone", () => {
    expect(collectContacts({ sends: [send] }, { zone })).toEqual([]);
    expect(collectContacts({ sends: [send], events: [delivered] }, { zone })).toEqual([
      { customerId: "ann", channel: "email", kind: "promotional", on: "2026-03-01" },
    ]);
    const [east] = collectContacts({ sends: [send], events: [delivered] }, { zone: "Asia/Taipei" });
    expect(east?.on).toBe("2026-03-02");
    const events = [delivered, event("outcome", "2026-03-05T10:00:00Z", "responded")];
    expect(collectContacts({ sends: [send], events }, { zone })[0]?.answeredOn).toBe("2026-03-05");
    const failed = [delivered, event("failed", "2026-03-02T10:00:00Z")];
    expect(collectContacts({ sends: [send], events: failed }, { zone })).toEqual([]);
    const ignored = [event("outcome", "2026-03-15T10:00:00Z", "ignored")];
    expect(collectContacts({ sends: [send], events: ignored }, { zone })).toHaveLength(1);
    const owner = { ...send, audience: "owner", purpose: "internal" } as const;
    expect(collectContacts({ sends: [owner], events: [delivered] }, { zone })).toEqual([]);
  });

  it("of one day and channel are one, with the first answer of all", () => {
    const other = { ...send, id: "s2", purpose: "care" } as const;
    const events = [delivered, { ...delivered, id: "d2", decisionId: "s2" } as const];
    const responded = { ...event("outcome", "2026-03-04T10:00:00Z", "responded"), decisionId: "s2" };
    expect(collectContacts({ sends: [send, other], events: [...events, responded] }, { zone })).toEqual([
      { customerId: "ann", channel: "email", kind: "care", on: "2026-03-01", answeredOn: "2026-03-04" },
    ]);
  });

  it("of campaigns leave out the control arm and what bounced; opening is no answer", () => {
    const touch = (id: string, more = {}) =>
      ({
        schemaVersion: 1,
        id,
        campaignId: "c",
        partyId: id,
        arm: "treatment",
        sentAt: "2026-03-01T09:00:00Z",
        kind: "call",
        ...more,
      }) as const;
    const response = (touchId: string, kind: "bounced" | "opened" | "purchased") =>
      ({
        schemaVersion: 1,
        id: touchId,
        touchId,
        campaignId: "c",
        partyId: touchId,
        at: "2026-03-03T09:00:00Z",
        kind,
      }) as const;
    const contacts = collectContacts(
      {
        touches: [
          touch("a"),
          touch("b", { arm: "control" }),
          touch("c"),
          touch("d", { kind: "mass" }),
          touch("e"),
        ] as never,
        responses: [response("a", "opened"), response("c", "bounced"), response("e", "purchased")],
      },
      { zone },
    );
    expect(contacts.map(({ customerId, channel, answeredOn }) => [customerId, channel, answeredOn])).toEqual([
      ["a", "phone", undefined],
      ["e", "phone", "2026-03-03"],
    ]);
  });

  it("of own staff are answered where both spoke, or a later contact goes on from them", () => {
    const talk = (id: string, more: object) =>
      ({
        schemaVersion: 1,
        id,
        partyId: id,
        occurredAt: "2026-03-01T09:00:00Z",
        channel: "phone",
        direction: "outbound",
        twoWay: false,
        ...more,
      }) as const;
    const interactions = [
      talk("both", { twoWay: true }),
      talk("rang", { twoWay: true, outcome: "no-answer" }),
      talk("wrote", { channel: "email" }),
      talk("came", { direction: "inbound", twoWay: true }),
      talk("back", { direction: "inbound", previousId: "wrote", occurredAt: "2026-03-06T09:00:00Z" }),
    ] as never;
    expect(
      collectContacts({ interactions }, { zone }).map(({ customerId, answeredOn }) => [
        customerId,
        answeredOn,
      ]),
    ).toEqual([
      ["both", "2026-03-01"],
      ["rang", undefined],
      ["wrote", "2026-03-06"],
    ]);
  });
});
