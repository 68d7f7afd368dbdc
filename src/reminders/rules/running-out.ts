import { addMonths, type PlainDate } from "../../calendar/index.ts";
import type { Channel, Consent } from "../../model/index.ts";
import { around, before, evidence, longest } from "../_moments.ts";
import { permissionSince } from "../_permission-age.ts";
import { builtIn } from "../built-in-rule.ts";
import type { RuleWindow } from "../rule.ts";

const ending = {
  catalogue: "P",
  cell: "customer.recommend",
  goal: "retain",
  trigger: "record",
  audience: "customer",
} as const;

/** Reminds of a licence, a certificate or another paper before it runs out. */
export const documentExpiry = /* @__PURE__ */ builtIn({
  ...ending,
  id: "document-expiry",
  lever: "service",
  purpose: "service",
  priority: 78,
  catchUpDays: (o) => longest(o.leadDays),
  reads: ["heldDocuments"],
  options: { leadDays: [60, 14] as readonly number[] },
  timing: (o) =>
    `${o.leadDays.join(" and ")} days before a licence, a certificate or another paper of the customer runs out; not once a later one is on record`,
  occurrences: ({ party, heldDocuments }, window, { o, say }) =>
    heldDocuments.flatMap(({ id, kind, what, expiresOn: on, source }) =>
      on === undefined ||
      heldDocuments.some(
        (one) =>
          one.kind === kind && one.what === what && (one.expiresOn === undefined || one.expiresOn > on),
      )
        ? []
        : around(`document:${id}:${on}`, on, before(o.leadDays), window, () => ({
            ...say(party, { what, on }),
            evidence: [evidence(`${kind} runs out on`, on, source.observedOn, `held-document:${id}`)],
          })),
    ),
});

/** The consents of some purposes that hold, each with the day on which it was last given, confirmed or reviewed. */
function standing(
  consents: readonly Consent[],
  purposes: readonly string[],
  { today, zone }: RuleWindow,
): readonly { readonly consent: Consent; readonly since: PlainDate }[] {
  const latest = new Map<string, Consent>();
  for (const consent of consents) {
    const { id, purpose, channel, contactPointId, effectiveFrom } = consent;
    if (effectiveFrom > today || !purposes.includes(purpose)) continue;
    const key = `${purpose} ${channel} ${contactPointId ?? ""}`;
    const other = latest.get(key);
    if (
      other === undefined ||
      effectiveFrom > other.effectiveFrom ||
      (effectiveFrom === other.effectiveFrom && id > other.id)
    )
      latest.set(key, consent);
  }
  return [...latest.values()]
    .filter(({ status }) => status === "granted")
    .map((consent) => ({ consent, since: permissionSince(consent, today, zone) }));
}

/** Asks whether a permission still holds before it becomes too old to be relied on. */
export const rePermission = /* @__PURE__ */ builtIn({
  ...ending,
  id: "re-permission",
  lever: "marketing",
  purpose: "promotional",
  priority: 66,
  catchUpDays: (o) => longest(o.leadDays),
  reads: ["consents"],
  options: {
    afterMonths: 24,
    leadDays: [30, 7] as readonly number[],
    purposes: ["promotional"] as readonly string[],
  },
  choices: { purposes: ["service", "care", "promotional"] },
  timing: (o) =>
    `${o.leadDays.join(" and ")} days before ${o.afterMonths} months have passed since a permission (${o.purposes.join(", ")}) was given, confirmed or reviewed, all channels of a day in one`,
  occurrences: ({ party, consents }, window, { o, say }) => {
    const byDay = new Map<PlainDate, { readonly consent: Consent; readonly since: PlainDate }[]>();
    for (const each of standing(consents, o.purposes, window)) {
      const lapsesOn = addMonths(each.since, o.afterMonths);
      byDay.set(lapsesOn, [...(byDay.get(lapsesOn) ?? []), each]);
    }
    return [...byDay].flatMap(([lapsesOn, lapsing]) =>
      around(`permission:${lapsesOn}`, lapsesOn, before(o.leadDays), window, () => {
        const all = [...lapsing].sort((a, b) => (a.consent.id < b.consent.id ? -1 : 1));
        const channels = [...new Set(all.map(({ consent }): Channel => consent.channel))].sort();
        return {
          ...say(party, { channels: channels.join(", "), since: all[0]!.since, lapsesOn }),
          evidence: all.map(({ consent, since }) =>
            evidence(
              `${consent.purpose} by ${consent.channel} allowed`.slice(0, 200),
              since,
              since,
              `consent:${consent.id}`,
            ),
          ),
        };
      }),
    );
  },
});
