import type { DailyReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";

/** Points and terms. */
export function writeLedgerSection(page: Page, { ledger }: DailyReport, style: NumberStyle): void {
  page.heading("Points and terms");
  for (const issue of ledger.pointIssues.slice(0, 3))
    page.line(`points are left out: ${issue}`, { hanging: 4 });
  page.line(
    ledger.members === 0
      ? "points: none"
      : `points: ${style.counted(ledger.members, "customer")} have ${ledger.points}, of which ${ledger.expiring} expire within 30 days`,
  );
  page.line(
    `contracts, memberships, bonds and benefits that come to a term within 30 days: ${style.count(ledger.terms)}`,
  );
}
