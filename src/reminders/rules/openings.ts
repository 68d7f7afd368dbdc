import { addDays } from "../../calendar/index.ts";
import { latestInsight } from "../_insight.ts";
import { evidence, once, pastDayOf, periodOf, productName } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";

/** When a customer has come to us and nothing was offered, has the owner make the best offer there is. */
export const inboundOffer = /* @__PURE__ */ builtIn({
  id: "inbound-offer",
  catalogue: "PR7",
  cell: "product.recommend",
  goal: "grow",
  lever: "sales",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 59,
  catchUpDays: 2,
  cooldown: { days: 14, per: "rule" },
  reads: ["interactions", "insight:affinity.next-product"],
  options: { insightDays: 30 },
  timing: (o) =>
    `the day on which the customer came to us in a talk without an offer, if a product to offer is known for at most ${o.insightDays} days`,
  occurrences: (dossier, window, { o, say }) => {
    if (dossier.interactions.length === 0) return [];
    const insight = latestInsight(dossier, "affinity.next-product", window, ({ rank }) => rank === 1);
    if (insight === undefined || insight.asOf > window.today) return [];
    const product = productName(dossier.products, insight.payload.productId);
    return dossier.interactions.flatMap(
      ({ id, direction, twoWay, offerIds = [], occurredAt, channel, outcome, signals = [] }) => {
        if (direction !== "inbound" || !twoWay || offerIds.length > 0 || outcome === "negative") return [];
        if (signals.includes("dissatisfaction")) return [];
        const on = pastDayOf(occurredAt, window);
        if (on === undefined || insight.asOf < addDays(on, -o.insightDays)) return [];
        return once(`contact:${id}`, on, window, () => ({
          ...say(dossier.party, { on, channel, product }),
          evidence: [evidence("came to us by", channel, on, `interaction:${id}`), ...insight.evidence],
          strength: insight.strength,
        }));
      },
    );
  },
});

/** When the customer is dissatisfied with a competitor, tells the owner that this is an opening. */
export const competitorOpening = /* @__PURE__ */ builtIn({
  id: "competitor-opening",
  catalogue: "PR9",
  cell: "product.recommend",
  goal: "acquire",
  lever: "sales",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 61,
  catchUpDays: 30,
  reads: ["competitors"],
  options: { grade: 2 },
  timing: (o) =>
    `the day on which a grade of ${o.grade} or less for a competitor or its product was observed`,
  occurrences: ({ party, competitors }, window, { o, say }) =>
    competitors.flatMap(({ id, competitorId, products = [], satisfaction, source, validTo }) => {
      if (validTo !== undefined && validTo <= window.today) return [];
      const worst = [
        ...products.map((one) => ({ what: one.name, grade: one.satisfaction })),
        { what: competitorId, grade: satisfaction },
      ]
        .flatMap(({ what, grade }) => (grade === undefined || grade > o.grade ? [] : [{ what, grade }]))
        .sort((a, b) => a.grade - b.grade || (a.what < b.what ? -1 : 1))[0];
      if (worst === undefined) return [];
      return once(
        `competitor:${id}:${periodOf(source.observedOn, "month")}`,
        source.observedOn,
        window,
        () => ({
          ...say(party, { ...worst, on: source.observedOn }),
          evidence: [
            evidence("grade of the competitor", worst.grade, source.observedOn, `competitor-presence:${id}`),
          ],
        }),
      );
    }),
});
