import type { DailyReport } from "../../workflow/index.ts";
import { writeAffinitySection } from "./affinity-section.ts";
import { writeLedgerSection } from "./ledger-section.ts";
import { writeLoyaltySection } from "./loyalty-section.ts";
import { writeMigrationSection } from "./migration-section.ts";
import type { NumberStyle } from "./numbers.ts";
import { writeOrdersSection } from "./orders-section.ts";
import type { Page } from "./page.ts";
import { writeRemindersSection } from "./reminders-section.ts";
import { writeRfmSection } from "./rfm-section.ts";
import { writeTrendSection } from "./trend-section.ts";
import { writeValueSection } from "./value-section.ts";
import { writeWorthSection } from "./worth-section.ts";

/** The report of a day, part by part, each from the numbers of the one before. */
export function writeDailySections(page: Page, report: DailyReport, style: NumberStyle): void {
  writeOrdersSection(page, report, style);
  writeRfmSection(page, report, style);
  writeValueSection(page, report, style);
  writeAffinitySection(page, report, style);
  writeWorthSection(page, report, style);
  writeLoyaltySection(page, report, style);
  writeLedgerSection(page, report, style);
  writeMigrationSection(page, report, style);
  writeTrendSection(page, report, style);
  writeRemindersSection(page, report, style);
}
