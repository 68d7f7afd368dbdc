import type { Cell, ReminderDecision } from "../../model/index.ts";
import { type MissingInput, sayEvidence } from "../../reminders/index.ts";
import type { DailyReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";
import { printable } from "./text-width.ts";

/** So many reminders of a cell are written out. */
const SHOWN = 3;
/** So many facts of a reminder. */
const FACTS = 2;

const cellNames: Readonly<Record<Cell, string>> = {
  "product.care": "Product care",
  "product.recommend": "Product recommendation",
  "product.trend": "Product trend",
  "customer.care": "Customer care",
  "customer.recommend": "Customer recommendation",
  "customer.trend": "Customer trend",
};

/** What to do today, cell by cell: a few reminders with reason and evidence, and how many more there are. */
export function writeRemindersSection(page: Page, report: DailyReport, style: NumberStyle): void {
  const { decisions, coverage, problems, customersWithoutParty } = report.reminders;
  page.heading(`Reminders of ${report.asOf}`);
  for (const { cell, sent, deferred, suppressed, rules, firing, quiet, starved, missing } of coverage) {
    const own = decisions.filter((decision) => decision.cell === cell);
    page.line(
      `${cellNames[cell]}: ${style.count(sent)} due, ${style.count(deferred)} put off, ${style.count(suppressed)} held back`,
    );
    const shown = chooseShown(own.filter((decision) => decision.verdict === "send"));
    for (const decision of shown) page.line(`- ${sentence(decision)}`, { indent: 4, hanging: 6 });
    if (sent > shown.length) page.line(`  and ${style.count(sent - shown.length)} more`, { indent: 4 });
    const held = reasonCounts(own.filter((decision) => decision.verdict !== "send"));
    if (held.length > 0) {
      page.line(
        `not today: ${held.map(([code, count]) => `${style.count(count)} ${code.replaceAll("-", " ")}`).join(", ")}`,
        { indent: 4, hanging: 6 },
      );
    }
    const spoke = `rules: ${style.count(firing.length)} of ${style.count(rules)} spoke, ${style.count(quiet.length)} had nothing due`;
    const hungry =
      starved.length === 0 ? "" : `, ${style.count(starved.length)} starved of data: ${lacking(missing)}`;
    page.line(printable(`${spoke}${hungry}`), { indent: 4, hanging: 6 });
  }
  if (problems.length > 0) {
    page.line(
      `${style.counted(problems.length, "fact")} could not be read, such as ${printable(problems[0]!.message)}`,
      { hanging: 4 },
    );
  }
  if (customersWithoutParty > 0)
    page.line(`not on file, though they have orders: ${style.counted(customersWithoutParty, "customer")}`);
}

/** The strongest of each rule in turn, so that one rule does not take all the room. */
function chooseShown(sends: readonly ReminderDecision[]): readonly ReminderDecision[] {
  const byRule = new Map<string, ReminderDecision[]>();
  for (const decision of [...sends].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)))
    byRule.set(decision.ruleId, [...(byRule.get(decision.ruleId) ?? []), decision]);
  const queues = [...byRule.values()];
  const shown: ReminderDecision[] = [];
  for (let round = 0; shown.length < SHOWN && shown.length < sends.length; round++)
    shown.push(...queues.flatMap((queue) => queue[round] ?? []).slice(0, SHOWN - shown.length));
  return shown;
}

/** What is to be said, why today and how, and what it rests on. */
function sentence(decision: ReminderDecision): string {
  const { subjectId, message, reasons, evidence, audience, channel } = decision;
  const who = message.includes(subjectId) ? "" : `${subjectId}: `;
  const why = withoutStop(reasons[0]?.text ?? "");
  const how = audience === "owner" ? "task for the owner" : `by ${channel ?? "any channel"}`;
  // Facts of one kind, such as scores before and now, belong together.
  const [first] = evidence;
  const facts = [
    ...evidence.filter((fact) => fact.label === first?.label),
    ...evidence.filter((fact) => fact.label !== first?.label),
  ];
  const known = sayEvidence(facts.slice(0, FACTS), {})
    .map((fact) => `${fact.label} ${fact.value} (${fact.source}, ${fact.asOf})`)
    .join(", ");
  const rest = facts.length > FACTS ? ` and ${facts.length - FACTS} more` : "";
  return printable(`${who}${withoutStop(message)}; ${lowerFirst(why)}, ${how}; evidence: ${known}${rest}.`);
}

/** What is missing and which rules wait for it, each rule under the first thing that it lacks. */
function lacking(missing: readonly MissingInput[]): string {
  const rules = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { ruleId, what } of missing) {
    if (seen.has(ruleId)) continue;
    seen.add(ruleId);
    rules.set(what, [...(rules.get(what) ?? []), ruleId]);
  }
  return [...rules].map(([what, ids]) => `${what} (${ids.join(", ")})`).join("; ");
}

function reasonCounts(decisions: readonly ReminderDecision[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { reasons } of decisions) {
    const code = reasons[0]?.code ?? "unknown";
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const withoutStop = (text: string): string => text.replace(/\.$/, "");
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
