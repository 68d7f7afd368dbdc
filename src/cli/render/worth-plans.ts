import type { WorthReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";
import { printable } from "./text-width.ts";

const NAMED = 3;
const HANGING = { hanging: 4 } as const;

/** What customers could bring, by which source, and how far the sources err. */
export function writePotential(page: Page, { potential }: WorthReport, style: NumberStyle): void {
  if (potential === undefined) return void page.line("potential: nothing tells one");
  const { customers, gap, from, withInterval, wallet } = potential;
  page.line(
    `potential above today's value: ${style.counted(customers, "customer")}, ${style.money(gap)} in all; by wallet ${style.count(from.wallet)}, breadth ${style.count(from.breadth)}, prediction ${style.count(from.prediction)}; ${style.count(withInterval)} with an interval`,
    HANGING,
  );
  page.line(
    wallet === undefined
      ? "potential by share of wallet: too few estimates to tell its error"
      : `potential by share of wallet: from revenue alone the wallets of ${style.count(wallet.customers)} unseen customers are missed by a factor of ${wallet.heldOutFactor.toFixed(2)}, by their mean ${wallet.naiveFactor.toFixed(2)}; 95% intervals held ${style.share(wallet.coverage)}`,
    HANGING,
  );
}

/** What a proposal would move, by class. */
export function writeBudget(page: Page, { budget }: WorthReport, style: NumberStyle): void {
  if (budget === undefined) return void page.line("budget: no marketing or selling cost is on file");
  const tiers = budget.tiers.map(
    ({ tier, now, proposed }) => `${tier} ${style.money(now)} to ${style.money(proposed)}`,
  );
  page.line(`budget, as a proposal: ${budget.text}: ${tiers.join(", ")}`, HANGING);
}

/** Who was lost and what moved to competitors, each by cause. */
export function writeCompetition(page: Page, { losses, competitors }: WorthReport, style: NumberStyle): void {
  const lost = losses.slice(0, NAMED + 1).map(({ cause, customers, value, competitors: to }) => {
    const where = to.map((one) => `${printable(one.competitorId)} ${style.count(one.customers)}`);
    return `${printable(cause ?? "no cause known")} ${style.count(customers)} (${style.money(value)}${where.length === 0 ? "" : `; to ${where.join(", ")}`})`;
  });
  page.line(
    losses.length === 0 ? "losses: none is on file for the last year" : `losses: ${lost.join(", ")}`,
    HANGING,
  );
  const moved = competitors.slice(0, NAMED).map(({ competitorId, customers, moved: all, causes }) => {
    const why = causes.map((one) => `${printable(one.cause ?? "no cause known")} ${style.money(one.moved)}`);
    return `${printable(competitorId)} ${style.money(all)} (${style.counted(customers, "customer")}; ${why.slice(0, NAMED).join(", ")})`;
  });
  page.line(
    competitors.length === 0
      ? "spend moved to competitors: nobody was asked twice"
      : `spend moved to competitors from one estimate to the next, by cause: ${moved.join(", ")}`,
    HANGING,
  );
}

/** How the plan treats whom, and on how many too much is spent. */
export function writeTreatments(page: Page, { treatments }: WorthReport, style: NumberStyle): void {
  if (treatments === undefined) return void page.line("treatments: the company has no plan");
  page.line(
    `treatments by plan ${printable(treatments.version)}, the first group that fits; ${style.counted(treatments.untreated, "customer")} in none:`,
    HANGING,
  );
  for (const { treatment, customers, above } of treatments.treatments) {
    const { group, marketing, sales, service, price, spendCap, letGo } = treatment;
    const said = [
      ["marketing", marketing],
      ["sales", sales],
      ["service", service],
      ["price", price],
    ].flatMap(([lever, what]) => (what === undefined ? [] : [`${lever} ${printable(what)}`]));
    const limits = [
      ...(spendCap === undefined ? [] : [`at most ${style.money(spendCap)} a year`]),
      ...(letGo === true ? ["let go"] : []),
      ...(above.customers === 0
        ? []
        : [`${style.count(above.customers)} above it, by ${style.money(above.excess)}`]),
    ];
    page.line(`- ${printable(group)} (${style.count(customers)}): ${[...said, ...limits].join("; ")}`, {
      indent: 4,
      hanging: 6,
    });
  }
}
