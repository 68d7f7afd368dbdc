import { builtInAttributes, type Complaint, type Fact, type Interaction } from "clientele/model";
import { type ClienteleStore, createMemoryStore, StoreError } from "clientele/repositories";
import { recordInteraction } from "clientele/workflow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failingAt } from "./_failing-store.ts";
import { dump, storeOf } from "./_stores.ts";

const ada = { schemaVersion: 1, kind: "person", id: "ada", name: "Ada" } as const;
const call = (id: string, occurredAt: string, more: Partial<Interaction> = {}): Interaction => ({
  schemaVersion: 1,
  id,
  partyId: "ada",
  occurredAt,
  channel: "phone",
  direction: "inbound",
  twoWay: true,
  ...more,
});
const march = "2026-03-01T10:00:00Z";
const may = "2026-05-01T10:00:00Z";
const told = (id: string, observedAt: string) =>
  ({ id, subjectId: "ada", provenance: { method: "stated", channel: "phone" }, observedAt }) as const;
const lives = (town: string, id: string, at: string, more: Partial<Fact> = {}): Fact =>
  ({ ...builtInAttributes.fact("person.hometown", town, told(id, at)), ...more }) as Fact;
const eats = (food: string, id: string, at: string): Fact =>
  builtInAttributes.fact("likes.food", food, told(id, at)) as Fact;
const complaint: Complaint = {
  schemaVersion: 1,
  id: "k1",
  customerId: "ada",
  subject: "delivery",
  category: "late",
  severity: 3,
  receivedAt: may,
  channel: "phone",
  history: [{ state: "open", at: may }],
};
const how = async (...given: Parameters<typeof recordInteraction>) =>
  (await recordInteraction(...given)).learned.map(({ factId, how: what }) => [factId, what]);

describe("recordInteraction", () => {
  it("stores the contact and what was learned in it, with the contact as its source", async () => {
    const store = await storeOf({ parties: [ada] });
    const answer = {
      schemaVersion: 1,
      id: "q1",
      partyId: "ada",
      attribute: "likes.food",
      askedAt: march,
      outcome: "answered",
      factId: "f1",
    } as const;
    const result = await recordInteraction(store, call("i1", march), {
      facts: [eats("noodles", "f1", march), lives("Turin", "f2", march)],
      answers: [answer],
      complaints: [{ ...complaint, receivedAt: march, history: [{ state: "open", at: march }] }],
    });
    expect(result).toMatchObject({
      interactionId: "i1",
      recorded: true,
      learned: [
        { factId: "f1", attribute: "likes.food", value: "noodles", how: "new" },
        { factId: "f2", attribute: "person.hometown", value: "Turin", how: "new" },
      ],
      answers: 1,
      complaints: ["k1"],
    });
    expect(result.completeness?.before).toBe(0);
    expect(result.completeness?.after).toBeGreaterThan(0);
    expect((await store.facts.get("f1"))?.provenance.interactionId).toBe("i1");
    const { askedQuestions, interactions } = await dump(store);
    expect(askedQuestions).toEqual([{ ...answer, interactionId: "i1" }]);
    expect(interactions).toEqual([call("i1", march)]);
  });

  it("makes fresh again what proved true, and keeps what was known beside what contradicts it", async () => {
    const store = await storeOf({ parties: [ada] });
    await recordInteraction(store, call("i1", march), {
      facts: [eats("noodles", "f1", march), lives("Turin", "f2", march)],
    });
    const answer = {
      schemaVersion: 1,
      id: "q2",
      partyId: "ada",
      attribute: "likes.food",
      askedAt: may,
      outcome: "answered",
      factId: "f3",
    } as const;
    const { learned } = await recordInteraction(store, call("i2", may), {
      facts: [eats("noodles", "f3", may), lives("Lyon", "f4", may), eats("rice", "f5", may)],
      answers: [answer],
    });
    expect(learned).toMatchObject([
      { factId: "f1", how: "confirmed" },
      { factId: "f4", how: "changed", before: ["Turin"] },
      { factId: "f5", how: "changed", before: ["noodles"] },
    ]);
    expect(await store.facts.get("f1")).toMatchObject({
      verifiedAt: may,
      checkedAt: may,
      checkOutcome: "confirmed",
    });
    expect(await store.facts.get("f3")).toBeUndefined();
    expect((await store.facts.get("f2"))?.retractedAt).toBeUndefined();
    // The answer points to the fact that is kept.
    expect((await dump(store)).askedQuestions).toMatchObject([{ id: "q2", factId: "f1" }]);
  });

  it("puts a fact in the place of another: retracted when it was wrong, kept when the world changed", async () => {
    const store = await storeOf({ parties: [ada] });
    await recordInteraction(store, call("i1", march), { facts: [lives("Turin", "f1", march)] });
    await recordInteraction(store, call("i2", may), {
      facts: [lives("Trieste", "f2", may, { supersedesId: "f1" })],
    });
    expect((await store.facts.get("f1"))?.retractedAt).toBe(may);
    const june = "2026-06-01T10:00:00Z";
    await recordInteraction(store, call("i3", june), {
      facts: [lives("Lyon", "f3", june, { supersedesId: "f2", validFrom: "2026-05-20" })],
    });
    expect((await store.facts.get("f2"))?.retractedAt).toBeUndefined();
    expect((await store.facts.get("f3"))?.supersedesId).toBe("f2");
  });

  it("notes checks, and none that is older than the last", async () => {
    const store = await storeOf({ parties: [ada] });
    await recordInteraction(store, call("i1", march), { facts: [lives("Turin", "f1", march)] });
    const checks = [{ factId: "f1", outcome: "unreachable" }] as const;
    expect((await recordInteraction(store, call("i2", may), { checks })).checked).toEqual(["f1"]);
    expect(await store.facts.get("f1")).toMatchObject({ checkedAt: may, checkOutcome: "unreachable" });
    const april = "2026-04-01T10:00:00Z";
    expect((await recordInteraction(store, call("i3", april), { checks })).checked).toEqual([]);
    expect((await store.facts.get("f1"))?.checkedAt).toBe(may);
    await expect(
      recordInteraction(store, call("i4", may), { checks: [{ factId: "f9", outcome: "changed" }] }),
    ).rejects.toThrow('Cannot record an interaction: the checked fact "f9" must be there');
  });

  const everything = {
    facts: [
      eats("noodles", "f3", may),
      lives("Trieste", "f4", may, { supersedesId: "f2" }),
      eats("rice", "f5", may),
    ],
    checks: [{ factId: "f0", outcome: "confirmed" }],
    answers: [
      {
        schemaVersion: 1,
        id: "q1",
        partyId: "ada",
        attribute: "likes.food",
        askedAt: may,
        outcome: "answered",
        factId: "f3",
      },
    ],
    complaints: [complaint],
  } as const;
  const known = async (): Promise<ClienteleStore> => {
    const store = await storeOf({ parties: [ada] });
    await recordInteraction(store, call("i1", march), {
      facts: [eats("noodles", "f1", march), lives("Turin", "f2", march), eats("bread", "f0", march)],
    });
    return store;
  };

  it("does it once, however often it is told, also when a complaint has gone its way since", async () => {
    const store = await known();
    const first = await recordInteraction(store, call("i2", may), everything);
    expect(first.checked).toEqual(["f0"]);
    const contents = await dump(store);
    const second = await recordInteraction(store, call("i2", may), everything);
    expect(await dump(store)).toEqual(contents);
    expect(second).toMatchObject({ recorded: false, checked: [], answers: 0, complaints: [] });
    expect(second.learned.map(({ factId, how: what }) => [factId, what])).toEqual([
      ["f1", "known"],
      ["f4", "known"],
      ["f5", "known"],
    ]);
    expect(second.completeness?.before).toBe(second.completeness?.after);
    const { version, ...open } = (await store.complaints.get("k1"))!;
    const settled = { state: "resolved", at: "2026-05-03T10:00:00Z" } as const;
    await store.complaints.save({ ...open, history: [...open.history, settled] }, { expected: version });
    await recordInteraction(store, call("i2", may), everything);
    expect((await store.complaints.get("k1"))?.history.length).toBe(2);
  });

  it("all or nothing: whenever the line is cut, doing it again leads to the same", async () => {
    const undisturbed = await known();
    await recordInteraction(undisturbed, call("i2", may), everything);
    const expected = await dump(undisturbed);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10 }), async (n) => {
        const store = await known();
        const before = await dump(store);
        const dying = failingAt(store, n);
        const died = await recordInteraction(dying.store, call("i2", may), everything).then(
          () => false,
          () => true,
        );
        expect(await dump(store)).toEqual(died ? before : expected);
        await recordInteraction(store, call("i2", may), everything);
        expect(await dump(store)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it("refuses other content under a known id, another contact as the source, and a store without transactions", async () => {
    const store = await known();
    const isThere = (error: unknown) => StoreError.is(error, "ALREADY_EXISTS");
    await expect(recordInteraction(store, call("i1", may))).rejects.toSatisfy(isThere);
    const wrong = [
      { facts: [eats("fish", "f1", march)] },
      { complaints: [complaint, { ...complaint, customerId: "bo" }] },
    ];
    for (const options of wrong) {
      const contents = await dump(store);
      await expect(recordInteraction(store, call("i5", may), options)).rejects.toSatisfy(isThere);
      expect(await dump(store)).toEqual(contents);
    }
    const elsewhere = eats("fish", "f9", may);
    const named = { ...elsewhere, provenance: { ...elsewhere.provenance, interactionId: "i1" } };
    await expect(recordInteraction(store, call("i5", may), { facts: [named] })).rejects.toThrow(
      'Cannot record an interaction: fact "f9" must name the contact "i5", got "i1"',
    );
    const lost = lives("Lyon", "f9", may, { supersedesId: "f8" });
    await expect(recordInteraction(store, call("i5", may), { facts: [lost] })).rejects.toThrow(
      'the superseded fact "f8" must be there',
    );
    const plain = { ...store, capabilities: { ...store.capabilities, transactions: "none" } } as const;
    await expect(recordInteraction(plain, call("i5", may))).rejects.toThrow("must have transactions");
  });

  it("says nothing of completeness where the party is not on file", async () => {
    const store = createMemoryStore();
    expect(await how(store, call("i1", march), { facts: [eats("noodles", "f1", march)] })).toEqual([
      ["f1", "new"],
    ]);
    expect(await recordInteraction(store, call("i2", may))).not.toHaveProperty("completeness");
  });
});
