import { type Cell, cells, type ReminderDecision } from "../model/index.ts";
import type { Dossier, RuleInput } from "./dossier.ts";
import type { ReminderRule } from "./rule.ts";

/** A rule that found nothing to say because nothing was there to read. */
export interface MissingInput {
  /** The rule. */
  readonly ruleId: string;
  /** What no dossier of the run holds. */
  readonly input: RuleInput;
  /** The same in one sentence. */
  readonly text: string;
}

/** What a run did in one cell of the matrix. */
export interface CellCoverage {
  /** The cell. */
  readonly cell: Cell;
  /** How many rules of the run belong to it. */
  readonly rules: number;
  /** How many candidates they made. */
  readonly candidates: number;
  /** How many of these are to be sent. */
  readonly sent: number;
  /** How many wait for a later moment. */
  readonly deferred: number;
  /** How many are not sent. */
  readonly suppressed: number;
  /** The rules that had nothing to read. */
  readonly missing: readonly MissingInput[];
}

/** Counts the decisions of a run by cell, all six cells in the order of the matrix, and names the missing inputs. */
export function coverCells(
  rules: readonly ReminderRule[],
  decisions: readonly ReminderDecision[],
  present: ReadonlySet<RuleInput>,
): readonly CellCoverage[] {
  const counts = new Map(cells.map((cell) => [cell, { send: 0, defer: 0, suppress: 0 }]));
  const active = new Set<string>();
  for (const { cell, ruleId, verdict } of decisions) {
    counts.get(cell)![verdict]++;
    active.add(ruleId);
  }
  return Object.freeze(
    cells.map((cell) => {
      const own = rules.filter((rule) => rule.cell === cell);
      const { send, defer, suppress } = counts.get(cell)!;
      const missing = own
        .filter((rule) => !active.has(rule.id))
        .flatMap((rule) => rule.reads.filter((input) => !present.has(input)).map(missingInput(rule.id)));
      return Object.freeze({
        cell,
        rules: own.length,
        candidates: send + defer + suppress,
        sent: send,
        deferred: defer,
        suppressed: suppress,
        missing: Object.freeze(missing),
      });
    }),
  );
}

const names: Readonly<Record<Exclude<RuleInput, `insight:${string}`>, string>> = {
  importantDates: "important dates",
  installedProducts: "installed products",
  points: "points entries",
  interactions: "interactions",
  affiliations: "affiliations",
  purchases: "purchases",
};

const missingInput =
  (ruleId: string) =>
  (input: RuleInput): MissingInput => {
    const what = input.startsWith("insight:")
      ? `an insight of kind ${input.slice("insight:".length)}`
      : names[input as keyof typeof names];
    return Object.freeze({ ruleId, input, text: `No customer of the run has ${what}.` });
  };

/** Adds what a dossier holds to the set of inputs present. */
export function noteInputs(dossier: Dossier, present: Set<RuleInput>): void {
  for (const input of Object.keys(names) as (keyof typeof names)[]) {
    if ((dossier[input]?.length ?? 0) > 0) present.add(input);
  }
  for (const { kind } of dossier.insights ?? []) present.add(`insight:${kind}`);
}
