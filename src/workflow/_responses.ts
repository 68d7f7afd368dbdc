import { answeringOutcomes } from "../campaign/index.ts";
import type { Channel } from "../model/index.ts";
import type { ChannelResponse, Dossier } from "../reminders/index.ts";
import type { ReminderHistory } from "./_read-history.ts";

const ANSWERS = new Set(answeringOutcomes);

/** Tells each dossier how the customer answered what was delivered, channel by channel. */
export function withResponses(
  dossiers: readonly Dossier[],
  { sends, events }: ReminderHistory,
): readonly Dossier[] {
  const [delivered, answered] = [new Set<string>(), new Set<string>()];
  for (const { decisionId, outcome } of events) {
    if (outcome === "delivered") delivered.add(decisionId);
    else if (outcome !== undefined && ANSWERS.has(outcome)) answered.add(decisionId);
  }
  if (delivered.size === 0) return dossiers;
  const counts = new Map<string, Map<Channel, { contacts: number; responses: number }>>();
  for (const { id, subjectId, channel } of sends) {
    if (channel === undefined || !delivered.has(id)) continue;
    const own = counts.get(subjectId) ?? new Map<Channel, { contacts: number; responses: number }>();
    counts.set(subjectId, own);
    const count = own.get(channel) ?? { contacts: 0, responses: 0 };
    own.set(channel, count);
    count.contacts++;
    if (answered.has(id)) count.responses++;
  }
  return dossiers.map((dossier) => {
    const own = counts.get(dossier.party.id);
    if (own === undefined) return dossier;
    const responses = [...own].map(([channel, count]): ChannelResponse => ({ channel, ...count }));
    return { ...dossier, responses };
  });
}
