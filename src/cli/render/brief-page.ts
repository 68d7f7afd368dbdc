import type { CustomerBrief } from "../../workflow/index.ts";
import type { Page } from "./page.ts";
import { printable } from "./text-width.ts";

/** The page of one customer: what comes first is what must be seen first; what is not known takes no room. */
export function writeBrief(page: Page, brief: CustomerBrief): void {
  const say = (text: string): void => page.line(printable(text), { hanging: 4 });
  const list = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    page.line(`${title}:`);
    for (const line of lines) page.line(printable(line), { indent: 4, hanging: 6 });
  };
  page.heading(printable(`${brief.name} (${brief.partyId}), ${brief.validOn}`));
  list("first of all", brief.warnings);
  say(whoItIs(brief));
  list("position", brief.positions);
  list(
    "to be reached",
    brief.reach.map(({ kind, value, certainty }) => `${kind} ${value} (certain to ${percent(certainty)})`),
  );
  list("wishes", brief.preferences);
  list(
    "may be used",
    brief.consents.map(
      ({ purpose, channel, status, since }) => `${purpose} by ${channel}: ${status}, since ${since}`,
    ),
  );
  const last = brief.lastContact;
  say(
    last === undefined
      ? "no contact is on file"
      : `last contact ${last.occurredAt} by ${last.channel}${last.topic === undefined ? "" : `, about ${last.topic}`}${last.summary === undefined ? "" : `: ${last.summary}`}`,
  );
  list(
    "complaints",
    brief.complaints.map(
      ({ category, severity, days, text }) =>
        `${category}, severity ${severity}, for ${days} days${text === undefined ? "" : `: ${text}`}`,
    ),
  );
  list(
    "days",
    brief.dates.map(({ whose, kind, label, date, years }) =>
      [`${date} ${label ?? kind} of ${whose}`, ...(years === undefined ? [] : [`${years} years`])].join(", "),
    ),
  );
  list("people", brief.people);
  list(
    "reminders",
    brief.reminders.map(({ decision, state }) => `${state.state}: ${decision.message}`),
  );
  list("what the analyses found", brief.insights);
  list("entitlements", brief.entitlements);
  list("ties", brief.ties);
  for (const { area, lines } of brief.areas)
    list(
      area,
      lines.map((line) => `${line.label}: ${line.text}`),
    );
  list(
    "ask",
    brief.questions.map(({ text, because }) => `${text} (${because})`),
  );
  say(`known of what there is to know: ${percent(brief.completeness)}`);
}

function whoItIs({ stage, since, snapshot, team }: CustomerBrief): string {
  const parts = [
    ...(stage === undefined ? [] : [`stage ${stage}`]),
    ...(since === undefined ? [] : [`known since ${since}`]),
    ...(snapshot?.segment === undefined ? [] : [`segment ${snapshot.segment}`]),
    ...(snapshot?.abc === undefined ? [] : [`class ${snapshot.abc}`]),
    ...(team.length === 0 ? [] : [`looked after by ${team.join(", ")}`]),
  ];
  return parts.length === 0 ? "nothing of its worth is on file: no run has seen an order" : parts.join("; ");
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
