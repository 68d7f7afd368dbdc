import { compareCodePoints } from "../ids/index.ts";
import type { Complaint, DecisionReason } from "../model/index.ts";
import type { Candidate, Customer, Quiet } from "./_candidate.ts";
import { instantText, startOfDay } from "./_local-clock.ts";
import { cut } from "./_sentence.ts";
import type { ReminderPolicy } from "./policy.ts";
import type { Occurrence } from "./rule.ts";

/** Every pause, open complaint and negative rule that silences a candidate, by what stands behind it. */
export function pauseReasons(candidate: Candidate, policy: ReminderPolicy, now: number): DecisionReason[] {
  const { rule, customer } = candidate;
  if (rule.purpose === "mandatory") return [];
  const quiets = [
    ...pausesOf(customer),
    ...complaintsOf(customer, policy, now),
    ...customer.silences.filter(({ by }) => by !== candidate.id),
  ];
  if (quiets.length === 0) return [];
  return quiets
    .filter(({ purposes }) => purposes.includes(rule.purpose))
    .filter(({ about }) => about === undefined || about.some((id) => isAbout(candidate.occurrence, id)))
    .sort((a, b) => compareCodePoints(a.by, b.by))
    .map(({ by, text, until, needs }) => ({
      code: "paused",
      text,
      by,
      ...(until === undefined ? {} : { until: instantText(until) }),
      ...(needs === undefined ? {} : { needs: { what: "resolution", of: needs } }),
    }));
}

/** Whether an occurrence is about a product or an offer. */
function isAbout({ about, anchor, evidence }: Occurrence, id: string): boolean {
  if (about !== undefined) return about.includes(id);
  return names(anchor, id) || evidence.some(({ source }) => names(source, id));
}

/** Whether a text such as `product:p1` or `new:p1>p2` names an id. */
function names(text: string, id: string): boolean {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    const [before, after] = [text[at - 1] ?? ":", text[at + id.length] ?? ":"];
    if (SEPARATORS.includes(before) && SEPARATORS.includes(after)) return true;
  }
  return false;
}

const SEPARATORS = ":>";

function pausesOf({ dossier: { pauses = [] }, clock }: Customer): Quiet[] {
  return pauses
    .filter(({ from, until }) => from <= clock.today && (until === undefined || clock.today < until))
    .map(({ id, why, purposes, until }) => ({
      by: id,
      text: `Paused: ${cut(why, 300)}${until === undefined ? "" : `, until ${until}`}.`,
      purposes,
      until: until === undefined ? undefined : startOfDay(until, clock.zone),
      needs: until === undefined ? `pause:${id}` : undefined,
    }));
}

function complaintsOf(
  { dossier: { complaints = [] } }: Customer,
  { pausedByComplaint = ["promotional"] }: ReminderPolicy,
  now: number,
): Quiet[] {
  return complaints
    .filter((complaint) => isOpen(complaint, now))
    .map(({ id, receivedAt }) => ({
      by: id,
      text: `Paused while the complaint of ${receivedAt.slice(0, 10)} is open.`,
      purposes: pausedByComplaint,
      until: undefined,
      needs: `complaint:${id}`,
    }));
}

/** Whether the last state up to a moment is one in which something is left to do. */
function isOpen({ history }: Complaint, now: number): boolean {
  let last: Complaint["history"][number] | undefined;
  for (const state of history) {
    if (Date.parse(state.at) <= now) last = state;
  }
  return last !== undefined && last.state !== "resolved" && last.state !== "closed";
}
