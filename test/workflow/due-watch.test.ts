import { arbitraryDossier } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type PlainDate } from "../../src/calendar/index.ts";
import type { ReminderDecision, ReminderEvent } from "../../src/model/index.ts";
import { type Dossier, decideReminders, type ReminderInput } from "../../src/reminders/index.ts";
import type { Versioned } from "../../src/repositories/index.ts";
import { createDueWatch } from "../../src/workflow/_due-watch.ts";

// The watch finds of itself what is new, or is told among whom to look: what the run says is what it says without either.

const zone = "Europe/Berlin";
const first = "2026-06-15";
const ids = ["a", "b", "c", "d", "e"] as const;
const withId = (dossier: Dossier, id: string): Dossier => ({
  ...dossier,
  party: { ...dossier.party, id },
  insights: dossier.insights?.map((one) => ({ ...one, subjectId: id })),
});
/** The same facts in other objects, as every run reads them anew. */
const readAnew = (dossier: Dossier): Dossier => structuredClone(dossier);

const step = fc.record({
  days: fc.constantFrom(0, 1, 1, 2, 5),
  /** Who gets another dossier, is gone or comes back. */
  changing: fc.array(fc.tuple(fc.nat(4), fc.constantFrom("other", "gone", "back" as const)), {
    maxLength: 2,
  }),
  happening: fc.option(fc.tuple(fc.nat(1000), fc.constantFrom("done", "failed", "acknowledged" as const))),
  /** Who is named besides, though nothing is new of them. */
  besides: fc.subarray([...ids]),
  isTold: fc.boolean(),
});

describe("the due watch", () => {
  it("told of whom something may be new or finding it out, has a run say what it would without", () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryDossier(), { minLength: 10, maxLength: 10 }),
        fc.array(step, { minLength: 3, maxLength: 8 }),
        (drawn, steps) => {
          const watch = createDueWatch();
          const present = new Map(ids.map((id, i) => [id as string, withId(drawn[i]!, id)]));
          let sends: readonly Versioned<ReminderDecision>[] = [];
          const events: ReminderEvent[] = [];
          let [day, n] = [first as PlainDate, 0];
          for (const { days, changing, happening, besides, isTold } of steps) {
            n++;
            day = addDays(day, days);
            const asOf = `${day}T${String(8 + n).padStart(2, "0")}:00:00Z`;
            const [changed, heard] = [new Set<string>(besides), new Set<string>(besides)];
            for (const [who, how] of changing) {
              const id = ids[who]!;
              if (how === "gone") present.delete(id);
              else present.set(id, withId(drawn[how === "other" ? 5 + who : who]!, id));
              changed.add(id);
            }
            const send = happening === null ? undefined : sends[happening[0] % sends.length];
            if (send !== undefined) {
              const { id: decisionId, subjectId } = send;
              const event = { id: `e${n}`, decisionId, subjectId, kind: happening![1], at: asOf } as const;
              events.push({ schemaVersion: 1, ...event });
              heard.add(subjectId);
            }
            const dossiers = [...present.values()].map(readAnew);
            const history = { sends, events };
            const due = watch.due({
              day,
              instant: asOf,
              zone,
              dossiers,
              history,
              ...(isTold ? { changed, heard } : {}),
            });
            const input: ReminderInput = {
              asOf,
              zone,
              dossiers,
              history: sends,
              events,
              alreadySent: "count",
            };
            const run = decideReminders({ ...input, due });
            expect(run).toEqual(decideReminders(input));
            const again = new Set(run.decisions.map(({ id }) => id));
            sends = [
              ...sends.filter(({ id }) => !again.has(id)),
              ...run.decisions
                .filter(({ verdict }) => verdict === "send")
                .map((one) => ({ ...one, version: n })),
            ];
            const back = run.withdrawn.map((decisionId): ReminderEvent => {
              const subjectId = decisionId.split("|")[1]!;
              return {
                schemaVersion: 1,
                id: `r${n}${decisionId}`,
                decisionId,
                subjectId,
                kind: "retracted",
                at: asOf,
              };
            });
            events.push(...back);
            const written = new Set([...run.decisions, ...back].map(({ subjectId }) => subjectId));
            watch.settle({ sends, events }, isTold ? written : undefined);
          }
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
  }, 120_000);
});
