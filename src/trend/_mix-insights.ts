import { compareCodePoints } from "../ids/index.ts";
import type { Insight, InsightPayload } from "../model/index.ts";
import { changedRows, insightOf, p3, significance } from "./_insight-of.ts";
import type { MixDetails } from "./compare-mixes.ts";
import type { TrendSurvey } from "./survey-trend.ts";

export function* mixesOf({ asOf, mixes }: TrendSurvey): Generator<Insight> {
  const best = new Map<string, { q: number; insight: Insight }>();
  for (const table of mixes)
    for (const { customerId, result, qValue, referenceEvents, currentEvents } of changedRows(table)) {
      const q = qValue ?? result.p;
      if ((best.get(customerId)?.q ?? Number.POSITIVE_INFINITY) <= q) continue;
      const top = result.moved.filter(({ residual }) => Math.abs(residual) >= 2);
      const told = top.length > 0 ? top : result.moved;
      const payload: InsightPayload<"trend.mix-changed"> = {
        ...significance(result, q),
        of: table.of,
        moved: told.slice(0, 5).map(({ value, before, after }) => ({ value, before, after })),
      };
      const insight = insightOf(asOf, {
        kind: "trend.mix-changed",
        subjectId: customerId,
        strength: 1 - q,
        evidence: [
          [`purchases compared by ${table.of}, before and now`, `${referenceEvents} and ${currentEvents}`],
          ...told
            .slice(0, 2)
            .map((one) => [`share of ${one.value} before and now`, sharesText(one)] as const),
          ["q value of the change", p3(q)],
        ],
        payload,
      });
      best.set(customerId, { q, insight });
    }
  for (const [, { insight }] of [...best].sort(([a], [b]) => compareCodePoints(a, b))) yield insight;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const sharesText = ({ before, after }: { readonly before: number; readonly after: number }): string =>
  `${percent(before)} and ${percent(after)}`;

/** The value that most has come to, and the one that most has gone from. */
function fromAndTo({ moved }: MixDetails) {
  const by = (sign: number) =>
    moved.reduce((best, one) =>
      sign * (one.after - one.before) > sign * (best.after - best.before) ? one : best,
    );
  return { from: by(-1), to: by(1) };
}

export function* interestOf({ asOf, interest }: TrendSurvey): Generator<Insight> {
  for (const { partyId, result, qValue, sessions } of interest) {
    if (result.kind !== "changed") continue;
    const q = qValue ?? result.p;
    const { from, to } = fromAndTo(result);
    const payload: InsightPayload<"trend.interest-shifted"> = {
      ...significance(result, q),
      from: from.value,
      to: to.value,
      shareBefore: to.before,
      shareAfter: to.after,
    };
    yield insightOf(asOf, {
      kind: "trend.interest-shifted",
      subjectId: partyId,
      strength: 1 - q,
      evidence: [
        ["sessions", sessions],
        [`share of ${to.value} before and now`, sharesText(to)],
        [`share of ${from.value} before and now`, sharesText(from)],
        ["q value of the shift", p3(q)],
      ],
      payload,
    });
  }
}
