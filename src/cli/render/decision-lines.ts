import type { ReminderDecision } from "../../model/index.ts";
import { sayEvidence } from "../../reminders/index.ts";
import type { Page } from "./page.ts";
import { printable } from "./text-width.ts";

const VERDICTS = { send: "due", defer: "put off", suppress: "held back" } as const;

/** One decision in full: what, when, how, every reason, and every fact that it rests on. */
export function writeDecision(page: Page, decision: ReminderDecision): void {
  const { verdict, at, channel, audience, message, reasons, evidence, scoreParts } = decision;
  const when = at === undefined ? "" : verdict === "send" ? ` at ${at}` : `, looked at again ${at}`;
  const how = audience === "owner" ? ", a task for the owner" : channel === undefined ? "" : ` by ${channel}`;
  page.line();
  page.line(printable(`${VERDICTS[verdict]}${when}${how}: ${message}`), { hanging: 4 });
  page.line(printable(`decision ${decision.id}, of ${decision.decidedAt}`), { indent: 4, hanging: 6 });
  for (const { code, text, until, needs } of reasons) {
    const more = [
      until === undefined ? [] : [`until ${until}`],
      needs === undefined ? [] : [`needs ${needs.what} ${needs.of ?? ""}`.trim()],
    ].flat();
    page.line(printable(`why: ${text} (${[code, ...more].join(", ")})`), { indent: 4, hanging: 6 });
  }
  for (const { label, value, source, asOf } of sayEvidence(evidence, {}))
    page.line(printable(`evidence: ${label} ${value} (${source}, ${asOf})`), { indent: 4, hanging: 6 });
  const parts =
    scoreParts === undefined
      ? ""
      : ` = propensity ${scoreParts.propensity} × context ${scoreParts.context} × value ${scoreParts.value} × lever ${scoreParts.lever}`;
  page.line(`rank ${decision.rank}, score ${decision.score}${parts}`, { indent: 4, hanging: 6 });
  if (decision.question !== undefined)
    page.line(printable(`ask: ${decision.question}`), { indent: 4, hanging: 6 });
}
