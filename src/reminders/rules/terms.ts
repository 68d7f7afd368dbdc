import { daysBetween, type PlainDate } from "../../calendar/index.ts";
import {
  type ExpiringPoints,
  expiringPoints,
  type PointsThreshold,
  pointsBalance,
} from "../../ledger/index.ts";
import { benefitStateOn, type PointsEntry } from "../../model/index.ts";
import { INSIGHT_DAYS, latestInsight } from "../_insight.ts";
import { around, before, evidence, longest, periodOf } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Occurrence } from "../rule.ts";

/** How pressing a lead is: the last one as it is, each before it a little less. */
const pressing = (index: number, count: number): number => 1 - 0.2 * Math.min(4, count - 1 - index);

/** The three dearest rewards that the balance of the day is enough for, the dearest first. */
function affordable(
  points: readonly PointsEntry[],
  rewards: readonly PointsThreshold[],
  asOf: PlainDate,
): readonly string[] {
  if (rewards.length === 0) return [];
  const balance = Number(pointsBalance(points, asOf).balance);
  return rewards
    .filter((reward) => Number(reward.points) <= balance)
    .sort((a, b) => Number(b.points) - Number(a.points) || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

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
  occurrences: ({ party, points, rewards = [] }, window, { o, say }) => {
    if (points.length === 0) return [];
    const { today, to } = window;
    const within = daysBetween(today, to) + longest(o.leadDays);
    const offsets = before(o.leadDays);
    const enough = affordable(points, rewards, today);
    return expiringPoints(points, { asOf: today, within }).flatMap((day: ExpiringPoints): Occurrence[] =>
      Number(day.points) < o.leastPoints
        ? []
        : around(`lots:${day.expiresOn}`, day.expiresOn, offsets, window, (_, i) => ({
            strength: pressing(i, offsets.length),
            ...say(party, { points: day.points, on: day.expiresOn, rewards: enough.join(", ") }),
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
    `${o.leadDays.join(" and ")} days before the end of a contract that does not renew itself, or of a membership without a tier`,
  occurrences: ({ party, contracts, memberships = [] }, window, { o, say }) =>
    [
      ...contracts.flatMap(({ id, name, endsOn, renews }) =>
        endsOn === undefined || renews === true ? [] : [{ source: `contract:${id}`, name, endsOn }],
      ),
      ...memberships.flatMap(({ id, programmeId, tier, validTo }) =>
        validTo === undefined || tier !== undefined
          ? []
          : [{ source: `membership:${id}`, name: programmeId, endsOn: validTo }],
      ),
    ].flatMap(({ source, name, endsOn }) =>
      around(`renewal:${source}:${endsOn}`, endsOn, before(o.leadDays), window, () => ({
        ...say(party, { contract: name, endsOn }),
        evidence: [evidence("ends on", endsOn, window.today, source)],
      })),
    ),
});

/** Says in advance that a tier of a programme ends, while it can still be kept. */
export const tierEnding = /* @__PURE__ */ builtIn({
  id: "tier-ending",
  catalogue: "P",
  cell: "customer.recommend",
  goal: "retain",
  lever: "marketing",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 71,
  catchUpDays: (o) => longest(o.leadDays),
  reads: ["memberships"],
  options: { leadDays: [60, 14] as readonly number[] },
  timing: (o) =>
    `${o.leadDays.join(" and ")} days before a membership with a tier ends, unless the same tier goes on`,
  occurrences: ({ party, memberships }, window, { o, say }) =>
    memberships.flatMap(({ id, programmeId, tier, validTo: on }) =>
      tier === undefined ||
      on === undefined ||
      memberships.some(
        (one) =>
          one.programmeId === programmeId &&
          one.tier === tier &&
          (one.validFrom ?? on) <= on &&
          (one.validTo === undefined || one.validTo > on),
      )
        ? []
        : around(`tier:${id}:${on}`, on, before(o.leadDays), window, () => ({
            ...say(party, { tier, programme: programmeId, on }),
            evidence: [evidence(`tier ${tier} until`.slice(0, 200), on, window.today, `membership:${id}`)],
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
