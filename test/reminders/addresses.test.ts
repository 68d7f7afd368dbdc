import { describe, expect, it } from "vitest";
import type { Consent, ContactPoint } from "../../src/model/index.ts";
import { type Dossier, decideReminders, holds, testCondition } from "../../src/reminders/index.ts";
import { codes, consent, only, person, policy, ruleOf, runFor, sent } from "./_kit.ts";

const day = "2026-03-10";
const asOf = `${day}T09:00:00Z`;
const point = (id: string, kind: "email" | "mobile", value: string, rest: Partial<ContactPoint> = {}) =>
  ({
    schemaVersion: 1,
    id,
    partyId: "c1",
    kind,
    value,
    source: { method: "stated", observedOn: "2026-01-01" },
    ...rest,
  }) as ContactPoint;
const work = point("work", "email", "mei@office.example", { primary: true });
const home = point("home", "email", "mei@home.example");
const of = (
  contactPointId: string | undefined,
  status: Consent["status"],
  from: Consent["effectiveFrom"] = "2021-01-01",
  purpose: Consent["purpose"] = "promotional",
): Consent => ({
  ...consent(purpose, "email", status, from),
  id: `${contactPointId}:${status}:${from}`,
  ...(contactPointId === undefined ? {} : { contactPointId }),
});

describe("consent for one address", () => {
  const offer = ruleOf("offer", { due: day }, { channels: ["email"] });
  const care = ruleOf("care", { due: day }, { channels: ["email"], purpose: "care" });
  const decide = (consents: readonly Consent[], contactPoints?: readonly ContactPoint[], rule = offer) => {
    const one = only(runFor({ consents, contactPoints }, { asOf, rules: [rule] }));
    return one.verdict === "send" ? one.contactPointId : codes(one)[0];
  };
  const both = [work, home];

  it("holds for that one, and the decision names it", () => {
    expect(decide([of("home", "granted")], both)).toBe("home");
    expect(decide([of("home", "granted")], [work])).toBe("no-consent");
    expect(decide([of(undefined, "granted")], both)).toBe("work");
  });

  it("refused for one leaves the others", () => {
    expect(decide([of(undefined, "granted"), of("work", "withdrawn")], both)).toBe("home");
    expect(decide([of("work", "withdrawn", "2021-01-01", "care")], both, care)).toBe("home");
    expect(decide([of("work", "withdrawn", "2021-01-01", "care")], [work], care)).toBe("no-consent");
  });

  it("a later grant for the whole channel does not lift what was refused for one", () => {
    expect(decide([of("work", "withdrawn"), of(undefined, "granted", "2022-01-01")], both)).toBe("home");
    expect(decide([of("work", "withdrawn"), of(undefined, "granted", "2022-01-01")], [work])).toBe(
      "no-consent",
    );
  });

  it("a later withdrawal from the whole channel ends the grant for one, an earlier one does not", () => {
    expect(decide([of("home", "granted"), of(undefined, "withdrawn", "2022-01-01")], both)).toBe(
      "no-consent",
    );
    expect(decide([of("home", "granted", "2022-01-01"), of(undefined, "withdrawn")], both)).toBe("home");
    expect(decide([of("home", "granted"), of(undefined, "withdrawn")], both)).toBe("no-consent");
  });

  it("taken for the channel's where no address is on record", () => {
    expect(decide([of("home", "withdrawn"), of(undefined, "granted", "2020-01-01")])).toBe("no-consent");
    expect(decide([of("home", "granted")])).toBeUndefined();
  });

  it("says from when it will hold", () => {
    const one = only(
      runFor(
        { consents: [of("home", "granted", "2026-03-12")], contactPoints: both },
        { asOf, rules: [offer] },
      ),
    );
    expect(one).toMatchObject({
      verdict: "defer",
      reasons: [{ code: "no-consent", until: "2026-03-12T00:00:00Z" }],
    });
  });

  it("is what the predicate asks for, too", () => {
    const granted = (...consents: Consent[]) =>
      testCondition(
        holds("contact.consent", { to: "promotional" }),
        { party: person("c1"), consents },
        { on: day },
      );
    expect(granted(of("work", "withdrawn", "2022-01-01"), of("home", "granted"))).toMatchObject({
      holds: true,
      value: "email",
    });
    expect(granted(of(undefined, "withdrawn", "2022-01-01"), of("home", "granted")).holds).toBe(false);
    expect(granted(of("home", "granted", "2023-01-01"), of(undefined, "withdrawn")).holds).toBe(true);
  });
});

describe("the same reminder to one address", () => {
  const rules = [ruleOf("offer", { due: day })];
  const consents = (["email", "sms"] as const).map((channel) => consent("promotional", channel, "granted"));
  const member = (id: string, ...contactPoints: ContactPoint[]): Dossier => ({
    party: person(id),
    unitId: "u",
    consents,
    contactPoints,
  });
  const mine = (id: string) => point(`mail-${id}`, "email", `${id}@example.org`);
  const shared = (id: string) => point(`phone-${id}`, "mobile", "+44 20 7946 0000");
  const run = (dossiers: readonly Dossier[], rest: object = {}) =>
    decideReminders({ asOf, zone: "UTC", dossiers, rules, ...rest }).decisions.map((one) => [
      one.subjectId,
      one.verdict,
      one.channel,
      one.reasons.at(-1)?.code,
    ]);

  it("is suppressed only where the channel that it takes is the shared one", () => {
    // Ann has no mail and gets it by the family's telephone; Bob has mail of his own.
    expect(run([member("ann", shared("ann")), member("bob", mine("bob"), shared("bob"))])).toEqual([
      ["ann", "send", "sms", "due"],
      ["bob", "send", "email", "due"],
    ]);
    expect(run([member("ann", shared("ann")), member("bob", shared("bob"))])).toEqual([
      ["ann", "send", "sms", "due"],
      ["bob", "suppress", undefined, "same-address"],
    ]);
  });

  it("goes by what was sent before, too", () => {
    const history = [
      sent("offer|ann|moment:2026-03-10", "2026-03-09T09:00:00Z", { subjectId: "ann", channel: "sms" }),
    ];
    const dossiers = [member("ann", shared("ann")), member("bob", mine("bob"), shared("bob"))];
    expect(run(dossiers, { history })[1]).toEqual(["bob", "send", "email", "due"]);
    const noMail = policy({ channels: ["sms"] });
    expect(run(dossiers, { history, policy: noMail })[1]).toEqual([
      "bob",
      "suppress",
      undefined,
      "same-address",
    ]);
  });
});
