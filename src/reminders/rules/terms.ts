import { daysBetween } from "../../calendar/index.ts";
import { type ExpiringPoints, expiringPoints } from "../../ledger/index.ts";
import { benefitStateOn, lifecycleOn } from "../../model/index.ts";
import { INSIGHT_DAYS, latestInsight } from "../_insight.ts";
import { around, before, classEvidence, classOf, evidence, longest, periodOf } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Occurrence } from "../rule.ts";

/** How pressing a lead is: the last one as it is, each before it a little less. */
const pressing = (index: number, count: number): number => 1 - 0.2 * Math.min(4, count - 1 - index);

/** Reminds of points that are about to expire, by day of expiry and with what is left, not with what was earned. */
export const pointsExpiring = /* @__PURE__ */ builtIn({
  id: "points-expiring",
  catalogue: "CR7",
  cell: "customer.recommend",
  goal: "retain",
  lever: "marketing",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 80,
  catchUpDays: (o) => longest(o.leadDays),
  reads: ["points"],
  options: { leadDays: [30, 7, 1] as readonly number[], leastPoints: 0 },
  timing: (o) =>
    `${o.leadDays.join(", ")} days before points expire, by day of expiry, with what is left${o.leastPoints > 0 ? ` (at least ${o.leastPoints})` : ""}`,
  occurrences: ({ party, points }, window, { o, say }) => {
    if (points.length === 0) return [];
    const { today, to } = window;
    const within = daysBetween(today, to) + longest(o.leadDays);
    const offsets = before(o.leadDays);
    return expiringPoints(points, { asOf: today, within }).flatMap((day: ExpiringPoints): Occurrence[] =>
      Number(day.points) < o.leastPoints
        ? []
        : around(`lots:${day.expiresOn}`, day.expiresOn, offsets, window, (_, i) => ({
            strength: pressing(i, offsets.length),
            ...say(party, { points: day.points, on: day.expiresOn }),
            evidence: day.lots.map((lot) =>
              evidence(
                `points left of those earned on ${lot.earnedOn}`,
                lot.left,
                today,
                `points-entry:${lot.entryId}`,
              ),
            ),
          })),
    );
  },
});

/** Reminds of a voucher, a quota or another right that is about to be lost. */
export const rightExpiring = /* @__PURE__ */ builtIn({
  id: "right-expiring",
  catalogue: "CR8",
  cell: "customer.recommend",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 79,
  catchUpDays: (o) => longest(o.leadDays),
  reads: ["benefits"],
  options: { leadDays: [30, 7, 1] as readonly number[] },
  timing: (o) =>
    `${o.leadDays.join(", ")} days before a right that can be used is gone; not when its quota is used up`,
  occurrences: ({ party, benefits }, window, { o, say }) =>
    benefits.flatMap((benefit) => {
      const { id, what, expiresOn, quota, grantedOn } = benefit;
      if (expiresOn === undefined || benefitStateOn(benefit, window.today) === "used") return [];
      const left = quota === undefined ? undefined : Number(quota.total) - Number(quota.used);
      if (left !== undefined && left <= 0) return [];
      const offsets = before(o.leadDays);
      return around(`right:${id}:${expiresOn}`, expiresOn, offsets, window, (_, i) => ({
        strength: pressing(i, offsets.length),
        ...say(party, { what, on: expiresOn, left: left ?? "" }),
        evidence: [
          evidence("can be used until the day before", expiresOn, grantedOn, `benefit:${id}`),
          ...(left === undefined ? [] : [evidence("left", left, window.today, `benefit:${id}`)]),
        ],
      }));
    }),
});

/** A month before the last day of notice, has the owner ask how satisfied the customer is. */
export const contractNotice = /* @__PURE__ */ builtIn({
  id: "contract-notice",
  catalogue: "CR9",
  cell: "customer.recommend",
  goal: "retain",
  lever: "sales",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 81,
  catchUpDays: (o) => o.leadDays,
  reads: ["contracts"],
  options: { leadDays: 30 },
  timing: (o) => `${o.leadDays} days before the last day on which notice can be given`,
  occurrences: ({ party, contracts }, window, { o, say }) =>
    contracts.flatMap(({ id, name, noticeBy, endsOn, renews, startsOn }) =>
      noticeBy === undefined
        ? []
        : around(`notice:${id}:${noticeBy}`, noticeBy, [-o.leadDays], window, () => ({
            ...say(party, {
              contract: name,
              noticeBy,
              endsOn: endsOn ?? "",
              renews: renews === true ? "yes" : "no",
            }),
            evidence: [evidence("notice until", noticeBy, startsOn, `contract:${id}`)],
          })),
    ),
});

/** Two weeks before leaving costs the customer nothing any more, has the owner talk before others do. */
export const lockInEnd = /* @__PURE__ */ builtIn({
  id: "lock-in-end",
  catalogue: "CR9",
  cell: "customer.recommend",
  goal: "retain",
  lever: "pricing",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 82,
  catchUpDays: (o) => o.leadDays,
  reads: ["contracts"],
  options: { leadDays: 14 },
  timing: (o) => `${o.leadDays} days before the end of a contract that binds by penalty or exclusively`,
  occurrences: ({ party, contracts }, window, { o, say }) =>
    contracts.flatMap(({ id, name, endsOn, exclusive, penalties = [], startsOn }) => {
      if (endsOn === undefined || (exclusive !== true && penalties.length === 0)) return [];
      return around(`lock-in:${id}:${endsOn}`, endsOn, [-o.leadDays], window, () => {
        const penalty = penalties[0];
        return {
          ...say(party, {
            contract: name,
            endsOn,
            penalty:
              penalty === undefined
                ? ""
                : (penalty.rule ??
                  (penalty.amount === undefined
                    ? penalty.trigger
                    : `${penalty.amount.currency} ${penalty.amount.amount}`)),
          }),
          evidence: [evidence("ends on", endsOn, startsOn, `contract:${id}`)],
        };
      });
    }),
});

/** Offers to renew what ends: a contract that does not renew itself, a membership. */
export const renewal = /* @__PURE__ */ builtIn({
  id: "renewal",
  catalogue: "P",
  cell: "customer.recommend",
  goal: "retain",
  lever: "sales",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 77,
  catchUpDays: (o) => longest(o.leadDays),
  reads: ["contracts"],
  options: { leadDays: [30, 7] as readonly number[] },
  timing: (o) =>
    `${o.leadDays.join(" and ")} days before the end of a contract that does not renew itself, or of a membership`,
  occurrences: ({ party, contracts, memberships = [] }, window, { o, say }) =>
    [
      ...contracts.flatMap(({ id, name, endsOn, renews }) =>
        endsOn === undefined || renews === true ? [] : [{ source: `contract:${id}`, name, endsOn }],
      ),
      ...memberships.flatMap(({ id, programmeId, validTo }) =>
        validTo === undefined ? [] : [{ source: `membership:${id}`, name: programmeId, endsOn: validTo }],
      ),
    ].flatMap(({ source, name, endsOn }) =>
      around(`renewal:${source}:${endsOn}`, endsOn, before(o.leadDays), window, () => ({
        ...say(party, { contract: name, endsOn }),
        evidence: [evidence("ends on", endsOn, window.today, source)],
      })),
    ),
});

/** Tells that a reward is near, and that it is reached. */
export const rewardNear = /* @__PURE__ */ builtIn({
  id: "reward-near",
  catalogue: "CR10",
  cell: "customer.recommend",
  goal: "grow",
  lever: "marketing",
  trigger: "insight",
  purpose: "promotional",
  audience: "customer",
  priority: 69,
  catchUpDays: INSIGHT_DAYS,
  reads: ["insight:ledger.threshold-near"],
  options: { nearShare: 0.8 },
  timing: (o) =>
    `an insight ledger.threshold-near at ${Math.round(o.nearShare * 100)} % of the threshold, and when it is reached; each once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "ledger.threshold-near",
      window,
      ({ have, threshold }) => have >= threshold * o.nearShare,
    );
    if (insight === undefined) return [];
    const { programmeId, have, threshold, reward } = insight.payload;
    const reached = have >= threshold;
    return [
      {
        anchor: `reward:${programmeId}:${threshold}:${reached ? "reached" : "near"}`,
        step: periodOf(insight.asOf, "quarter"),
        due: insight.asOf,
        ...say(dossier.party, { have, threshold, reward: reward ?? "", reached: reached ? "yes" : "no" }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** Some time after a customer was lost, has the owner say what has changed since. */
export const winBack = /* @__PURE__ */ builtIn({
  id: "win-back",
  catalogue: "CR16",
  cell: "customer.recommend",
  goal: "win-back",
  lever: "sales",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 57,
  catchUpDays: 60,
  reads: ["lifecycle"],
  options: {
    afterDays: [90, 180, 360] as readonly number[],
    classes: ["A", "B", "unknown"] as readonly string[],
  },
  choices: { classes: ["A", "B", "C", "unknown"] },
  timing: (o) =>
    `${o.afterDays.join(", ")} days after a customer was lost (class ${o.classes.join(", ")}), until won back`,
  occurrences: (dossier, window, { o, say }) => {
    const { party, lifecycle } = dossier;
    const stage = lifecycleOn(lifecycle, window.today);
    if (stage?.stage !== "lost" || !o.classes.includes(classOf(dossier, window) ?? "unknown")) return [];
    const { id, on, reason, competitorId } = stage;
    return around(
      `lost:${id}`,
      on,
      [...o.afterDays].sort((a, b) => a - b),
      window,
      (days) => ({
        ...say(party, { on, days, reason: reason ?? "", to: competitorId ?? "" }),
        evidence: [
          evidence("lost on", on, on, `lifecycle-change:${id}`),
          ...(reason === undefined
            ? []
            : [evidence("reason", reason.slice(0, 2000), on, `lifecycle-change:${id}`)]),
          ...classEvidence(dossier),
        ],
      }),
    );
  },
});

/** Stops promotion to customers who cost more than they bring, and says so to the owner: a negative rule. */
export const reduceContact = /* @__PURE__ */ builtIn({
  id: "reduce-contact",
  catalogue: "CR17",
  cell: "customer.recommend",
  goal: "let-go",
  lever: "marketing",
  trigger: "insight",
  purpose: "internal",
  audience: "owner",
  priority: 33,
  catchUpDays: 90,
  silence: { purposes: ["promotional"], days: 90 },
  reads: ["insight:value.drag"],
  options: { leastReasons: 1 },
  timing: (o) =>
    `an insight value.drag with ${o.leastReasons} reason${o.leastReasons === 1 ? "" : "s"} or more; no promotion for 90 days; the task once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "value.drag",
      window,
      ({ reasons }) => reasons.length >= o.leastReasons,
    );
    if (insight === undefined) return [];
    const { amount, currency, reasons } = insight.payload;
    return [
      {
        anchor: "insight:value.drag",
        step: periodOf(insight.asOf, "quarter"),
        due: insight.asOf,
        ...say(dossier.party, { amount: `${currency} ${amount}`, reasons: reasons.join(", ") }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** Tells which action would move a customer up, or keep it from moving down. */
export const influenceMove = /* @__PURE__ */ builtIn({
  id: "influence-move",
  catalogue: "CR18",
  cell: "customer.recommend",
  goal: "migrate-up",
  lever: "marketing",
  trigger: "insight",
  purpose: "internal",
  audience: "owner",
  priority: 68,
  catchUpDays: INSIGHT_DAYS,
  cooldown: { days: 80, per: "anchor" },
  reads: ["insight:migration.influenceable"],
  options: { leastGain: 0 },
  timing: (o) =>
    `an insight migration.influenceable whose lower bound is above ${o.leastGain}; an action once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "migration.influenceable",
      window,
      ({ lowerBound }) => lowerBound > o.leastGain,
    );
    if (insight === undefined) return [];
    const { state, action, gain, rank } = insight.payload;
    return [
      {
        anchor: `move:${state}:${action}`,
        step: periodOf(insight.asOf, "quarter"),
        due: insight.asOf,
        ...say(dossier.party, { state, action, gain: Math.round(gain * 100) / 100, rank }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});
