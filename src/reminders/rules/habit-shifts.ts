import type { InsightPayload } from "../../model/index.ts";
import { latestInsight } from "../_insight.ts";
import { periodOf } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { MessageKey } from "../messages/english.ts";
import { finding, mixParams } from "./_finding.ts";

const customer = { ...finding, cell: "customer.trend" } as const;

type Mix = InsightPayload<"trend.mix-changed">["of"];

/** Where and when a customer buys: the same insight, of other dimensions. */
const mixShift = <K extends Extract<MessageKey, "place-shift" | "time-shift">>(
  id: K,
  catalogue: string,
  of: readonly Mix[],
) =>
  builtIn({
    ...customer,
    id,
    catalogue,
    priority: 39,
    cooldown: { days: 28, per: "anchor" },
    reads: ["insight:trend.mix-changed"],
    options: { of: of as readonly string[] },
    choices: { of },
    timing: (o) => `an insight trend.mix-changed of ${o.of.join(" or ")}; the same change once a month`,
    occurrences: (dossier, window, { o, say }) => {
      const insight = latestInsight(dossier, "trend.mix-changed", window, (payload) =>
        o.of.includes(payload.of),
      );
      if (insight === undefined) return [];
      const first = insight.payload.moved[0]!;
      const params = { of: insight.payload.of, ...mixParams(first, insight.payload.since) };
      return [
        {
          anchor: `insight:trend.mix-changed:${insight.payload.of}:${first.value}`,
          step: periodOf(insight.asOf, "month"),
          due: insight.asOf,
          ...(say as (who: typeof dossier.party, values: typeof params) => ReturnType<typeof say>)(
            dossier.party,
            params,
          ),
          evidence: insight.evidence,
          strength: insight.strength,
        },
      ];
    },
  });

/** Where, or by which channel, the customer buys has changed. */
export const placeShift = /* @__PURE__ */ mixShift("place-shift", "CT1", ["place", "channel"]);

/** At which time or on which days the customer buys has changed. */
export const timeShift = /* @__PURE__ */ mixShift("time-shift", "CT2", ["time-of-day", "weekday"]);

/** What the customer asks about has changed. */
export const enquiryShift = /* @__PURE__ */ builtIn({
  ...customer,
  id: "enquiry-shift",
  catalogue: "CT3",
  lever: "service",
  priority: 44,
  cooldown: { days: 28, per: "anchor" },
  reads: ["insight:trend.mix-changed"],
  options: {},
  timing: () => "an insight trend.mix-changed of enquiry; the same change once a month",
  occurrences: (dossier, window, { say }) => {
    const insight = latestInsight(dossier, "trend.mix-changed", window, ({ of }) => of === "enquiry");
    if (insight === undefined) return [];
    const first = insight.payload.moved[0]!;
    return [
      {
        anchor: `insight:trend.mix-changed:enquiry:${first.value}`,
        step: periodOf(insight.asOf, "month"),
        due: insight.asOf,
        ...say(dossier.party, mixParams(first, insight.payload.since)),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** What the customer looks at has changed, and so does what to recommend. */
export const interestShift = /* @__PURE__ */ builtIn({
  ...customer,
  id: "interest-shift",
  catalogue: "CT4",
  goal: "grow",
  lever: "marketing",
  priority: 48,
  cooldown: { days: 28, per: "anchor" },
  reads: ["insight:trend.interest-shifted"],
  options: {},
  timing: () => "an insight trend.interest-shifted; the same shift once a month",
  occurrences: (dossier, window, { say }) => {
    const insight = latestInsight(dossier, "trend.interest-shifted", window);
    if (insight === undefined) return [];
    const { from, to, shareBefore, shareAfter, since } = insight.payload;
    return [
      {
        anchor: `insight:trend.interest-shifted:${from}>${to}`,
        step: periodOf(insight.asOf, "month"),
        due: insight.asOf,
        ...say(dossier.party, {
          from,
          to,
          before: Math.round(shareBefore * 100),
          after: Math.round(shareAfter * 100),
          since,
        }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});
