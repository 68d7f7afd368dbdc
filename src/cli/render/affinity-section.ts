import type { DailyReport } from "../../workflow/index.ts";
import { insufficientText } from "./insufficient.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";
import { printable } from "./text-width.ts";

const SHOWN = 3;

/** What goes with what, and what is offered to whom. */
export function writeAffinitySection(page: Page, { affinity }: DailyReport, style: NumberStyle): void {
  page.heading("Next products");
  if (affinity.kind === "insufficient") {
    page.line(insufficientText(affinity, style));
    return;
  }
  page.line(
    `something goes with what they have: ${style.counted(affinity.personal, "customer")} of ${style.count(affinity.customers)}; ${style.share(affinity.catalogueCoverage)} of ${style.counted(affinity.products, "product")} recommended to somebody`,
    { hanging: 4 },
  );
  for (const { customers, sentence } of affinity.evidence.slice(0, SHOWN))
    page.line(`- ${printable(sentence)} First choice for ${style.counted(customers, "customer")}.`, {
      indent: 4,
      hanging: 6,
    });
  page.line(
    `soon out of one of ${style.counted(affinity.replenished, "product")} that are bought again: ${style.counted(affinity.replenishmentDue, "customer")}`,
    { hanging: 4 },
  );
  if (affinity.bundles > 0)
    page.line(`a bundle saves on the rest: ${style.counted(affinity.bundles, "customer")}`);
  if (affinity.suited > 0) page.line(`a new product may suit: ${style.counted(affinity.suited, "customer")}`);
}
