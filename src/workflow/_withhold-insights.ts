import type { PlainDate } from "../calendar/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import { isOwnInsight } from "./_own-records.ts";

/** As many values as a filter may have. */
const MOST = 10_000;

/** Takes the insights of a day away from customers of whom they may no longer hold, and says how many there were. */
export async function withholdInsights(
  insights: ClienteleStore["insights"],
  subjectIds: readonly string[],
  analysedOn: PlainDate,
): Promise<number> {
  let removed = 0;
  for (let from = 0; from < subjectIds.length; from += MOST) {
    const where = {
      op: "and",
      of: [
        { op: "eq", field: "asOf", value: analysedOn },
        { op: "in", field: "subjectId", values: subjectIds.slice(from, from + MOST) },
      ],
    } as const;
    const found: { readonly id: string; readonly version: number }[] = [];
    for await (const insight of insights.stream({ where })) if (isOwnInsight(insight)) found.push(insight);
    for (const { id, version } of found) if (await insights.delete(id, { expected: version })) removed++;
  }
  return removed;
}
