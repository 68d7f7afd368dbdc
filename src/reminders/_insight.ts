import { type PlainDate, periodContaining } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import {
  type InsightOf,
  type InsightPayload,
  insightPayloadSchemas,
  isInsightOf,
  type KnownInsightKind,
  parseRecord,
} from "../model/index.ts";
import type { Dossier } from "./dossier.ts";
import type { RuleWindow } from "./rule.ts";

/** Days after an insight within which it is still news. */
export const INSIGHT_DAYS = 7;

/**
 * The latest insight of a kind about the customer up to the last day of the window, its payload checked; of those that
 * fit, where only some do.
 *
 * @throws InvalidDataError when the payload does not fit the kind
 */
export function latestInsight<K extends KnownInsightKind>(
  { party, insights = [] }: Dossier,
  kind: K,
  window: RuleWindow,
  fits?: (payload: InsightPayload<K>) => boolean,
): InsightOf<K> | undefined {
  let latest: InsightOf<K> | undefined;
  for (const insight of insights) {
    if (!isInsightOf(insight, kind) || insight.subjectId !== party.id || insight.asOf >= window.to) continue;
    if (
      latest === undefined ||
      insight.asOf > latest.asOf ||
      (insight.asOf === latest.asOf && compareCodePoints(insight.id, latest.id) > 0)
    ) {
      if (fits !== undefined && !fits(parsed(kind, insight.payload))) continue;
      latest = insight;
    }
  }
  if (latest !== undefined) parsed(kind, latest.payload);
  return latest;
}

/** Several rules ask of one insight, run after run; what is frozen was checked once for all. */
const checked = new WeakMap<object, KnownInsightKind>();

function parsed<K extends KnownInsightKind>(kind: K, payload: InsightPayload<K>): InsightPayload<K> {
  if (checked.get(payload) === kind) return payload;
  const read = parseRecord(insightPayloadSchemas[kind], payload) as InsightPayload<K>;
  if (Object.isFrozen(payload)) checked.set(payload, kind);
  return read;
}

/** The calendar quarter of a day: `2026-Q4`. */
export function quarterOf(date: PlainDate): string {
  const { from } = periodContaining(date, "quarter");
  return `${from.slice(0, 4)}-Q${(Number(from.slice(5, 7)) + 2) / 3}`;
}
