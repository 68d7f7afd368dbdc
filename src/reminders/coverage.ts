import { type Cell, cells, type ReminderDecision } from "../model/index.ts";
import type { Dossier, RuleInput } from "./dossier.ts";
import type { ReminderRule } from "./rule.ts";

/** A rule that found nothing to say because nothing was there to read. */
export interface MissingInput {
  /** The rule. */
  readonly ruleId: string;
  /** What no dossier of the run holds. */
  readonly input: RuleInput;
  /** The same in words: "installed products". */
  readonly what: string;
  /** The same in one sentence. */
  readonly text: string;
}

/** What a run did in one cell of the matrix. */
export interface CellCoverage {
  /** The cell. */
  readonly cell: Cell;
  /** How many rules of the run belong to it. */
  readonly rules: number;
  /** How many candidates they made, those included that were sent before and are counted only. */
  readonly candidates: number;
  /** How many of these are to be sent. */
  readonly sent: number;
  /** How many wait for a later moment. */
  readonly deferred: number;
  /** How many are not sent; without those that were sent before and are counted only. */
  readonly suppressed: number;
  /** The rules that made a candidate, by id. */
  readonly firing: readonly string[];
  /** The rules that had what they read, and found nothing due. */
  readonly quiet: readonly string[];
  /** The rules that no dossier of the run gave what they read: starved of data. */
  readonly starved: readonly string[];
  /** What the starved rules had not to read. */
  readonly missing: readonly MissingInput[];
}

/**
 * Counts the decisions of a run by cell, all six cells in the order of the matrix, and names the missing inputs. What was
 * sent before and is not decided again is counted by rule: it is a candidate, and its rule fires.
 */
export function coverCells(
  rules: readonly ReminderRule[],
  decisions: readonly ReminderDecision[],
  present: ReadonlySet<RuleInput>,
  sentBefore: ReadonlyMap<string, number> = new Map(),
): readonly CellCoverage[] {
  const counts = new Map(cells.map((cell) => [cell, { send: 0, defer: 0, suppress: 0 }]));
  const active = new Set<string>(sentBefore.keys());
  for (const { cell, ruleId, verdict } of decisions) {
    counts.get(cell)![verdict]++;
    active.add(ruleId);
  }
  return Object.freeze(
    cells.map((cell) => {
      const own = rules.filter((rule) => rule.cell === cell);
      const { send, defer, suppress } = counts.get(cell)!;
      const ids = (some: readonly ReminderRule[]): readonly string[] =>
        Object.freeze(some.map(({ id }) => id));
      const before = own.reduce((sum, { id }) => sum + (sentBefore.get(id) ?? 0), 0);
      const silent = own.filter(({ id }) => !active.has(id));
      const starved = silent.filter(({ reads }) => reads.some((input) => !present.has(input)));
      return Object.freeze({
        cell,
        rules: own.length,
        candidates: send + defer + suppress + before,
        sent: send,
        deferred: defer,
        suppressed: suppress,
        firing: ids(own.filter(({ id }) => active.has(id))),
        quiet: ids(silent.filter((rule) => !starved.includes(rule))),
        starved: ids(starved),
        missing: Object.freeze(
          starved.flatMap(({ id, reads }) =>
            reads.filter((input) => !present.has(input)).map(missingInput(id)),
          ),
        ),
      });
    }),
  );
}

/** The same as words of a person: `installedProducts` is "installed products". */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const names: Readonly<Partial<Record<RuleInput, string>>> = {
  points: "points entries",
  snapshot: "a snapshot of values",
  owner: "an owner",
  known: "a view of facts",
  behaviour: "looks, searches or baskets",
  competitors: "competitors on record",
  company: "records of the own company's service",
  wanted: "a place among the wanted accounts",
  lifecycle: "stages on record",
  supplyChain: "suppliers or customers of its own",
  heldDocuments: "papers that run out",
  productNotices: "notices of prices, outages and stock",
  "fact:*": "facts on record",
} as Readonly<Partial<Record<RuleInput, string>>>;

const missingInput =
  (ruleId: string) =>
  (input: RuleInput): MissingInput => {
    const what = inputInWords(input);
    return Object.freeze({ ruleId, input, what, text: `No customer of the run has ${what}.` });
  };

/** What a rule reads, in words. */
export function inputInWords(input: RuleInput): string {
  const named = names[input];
  if (named !== undefined) return named;
  const [kind, what] = input.split(":", 2);
  if (kind === "insight") return `an insight of kind ${what}`;
  if (kind === "fact") return `a fact under ${what}`;
  return inWords(input);
}

/** Adds what a dossier holds to the set of inputs present. */
export function noteInputs(dossier: Dossier, present: Set<RuleInput>): void {
  for (const name in dossier) {
    if (present.has(name as RuleInput)) continue;
    if (holdsField(dossier, name as keyof Dossier)) present.add(name as RuleInput);
  }
  if (dossier.party.ownerId !== undefined) present.add("owner");
  for (const { kind } of dossier.insights ?? []) present.add(`insight:${kind}`);
  for (const { attribute } of dossier.known?.known ?? []) {
    present.add(`fact:${attribute}`);
    present.add("fact:*");
  }
}

/** Which inputs of some rules any dossier holds. */
export interface Inputs {
  readonly present: Set<RuleInput>;
  /** Adds what a dossier holds; what was found before is not looked for again. */
  note(dossier: Dossier): void;
}

/** Finds what dossiers hold of what rules read, and nothing else: of many dossiers most hold nothing new. */
export function createInputs(rules: readonly ReminderRule[]): Inputs {
  const present = new Set<RuleInput>();
  const missing = new Set(rules.flatMap(({ reads }) => reads));
  const note = (input: RuleInput): void => {
    if (missing.delete(input)) present.add(input);
  };
  const count = (prefix: string): number => [...missing].filter((input) => input.startsWith(prefix)).length;
  let [insights, facts] = [count("insight:"), count("fact:")];
  let fields = [...missing].filter((input) => !input.includes(":"));
  return {
    present,
    note(dossier) {
      if (missing.size === 0) return;
      const before = missing.size;
      for (const name of fields) {
        if (name === "owner") {
          if (dossier.party.ownerId !== undefined) note("owner");
        } else if (holdsField(dossier, name as keyof Dossier)) note(name);
      }
      if (insights > 0) for (const { kind } of dossier.insights ?? []) note(`insight:${kind}`);
      if (facts > 0 && dossier.known !== undefined && dossier.known.known.length > 0) {
        note("fact:*");
        for (const { attribute } of dossier.known.known) note(`fact:${attribute}`);
      }
      if (missing.size === before) return;
      [insights, facts] = [count("insight:"), count("fact:")];
      fields = [...missing].filter((input) => !input.includes(":"));
    },
  };
}

function holdsField(dossier: Dossier, name: keyof Dossier): boolean {
  const value: unknown = dossier[name];
  return Array.isArray(value) ? value.length > 0 : FIELDS.includes(name) && value !== undefined;
}

/** What is no list. */
const FIELDS: readonly string[] = ["snapshot", "company"];
