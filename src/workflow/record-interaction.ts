import { wallClockAt } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import {
  completeness,
  type FactIndex,
  type FactView,
  factsAsOf,
  indexFacts,
  supersedeFact,
  verifyFact,
} from "../knowledge/index.ts";
import type {
  AskedQuestion,
  AttributeCatalogue,
  Complaint,
  Fact,
  Interaction,
  JsonValue,
} from "../model/index.ts";
import {
  type ClienteleStore,
  type OperationOptions,
  StoreError,
  type StoreTransaction,
  type Versioned,
} from "../repositories/index.ts";
import { isSameJson } from "./_is-same-json.ts";
import { requireTransactions } from "./_require-transactions.ts";
import { about } from "./_scope.ts";

/** What was learned in a contact. */
export interface RecordInteractionOptions extends OperationOptions {
  /**
   * Facts, each with an id of its own. One that is known already with the same value is not stored again: the known one is
   * verified. One that names another by `supersedesId` takes its place; without `validFrom` the other was wrong.
   * @defaultValue none
   */
  readonly facts?: readonly Fact<unknown>[] | undefined;
  /**
   * Known facts that somebody looked at in the contact, and what came of it.
   * @defaultValue none
   */
  readonly checks?:
    | readonly {
        /** The fact. */
        readonly factId: string;
        /** It holds, it is another, nobody could be asked, the answer was refused. */
        readonly outcome: "confirmed" | "changed" | "unreachable" | "refused";
      }[]
    | undefined;
  /**
   * Questions put in the contact, and what came of them.
   * @defaultValue none
   */
  readonly answers?: readonly AskedQuestion[] | undefined;
  /**
   * Complaints made in the contact. One that is there already has gone its way since and is left alone.
   * @defaultValue none
   */
  readonly complaints?: readonly Complaint[] | undefined;
  /**
   * The catalogue that the facts are written under.
   * @defaultValue `builtInAttributes`
   */
  readonly attributes?: AttributeCatalogue | undefined;
}

/** What became of one fact. */
export interface LearnedFact {
  /** The fact that is stored: the new one, or for `confirmed` the one that was known. */
  readonly factId: string;
  /** The attribute. */
  readonly attribute: string;
  /** Tells facts of one attribute apart. */
  readonly qualifier?: string | undefined;
  /** The value. */
  readonly value: JsonValue;
  /**
   * `new`: nothing was known; `changed`: something else was; `confirmed`: the same was, and is fresh again; `known`: it had
   * been recorded, or verified since.
   */
  readonly how: "new" | "changed" | "confirmed" | "known";
  /** For `changed`: what was known before, the preferred value first. */
  readonly before?: readonly JsonValue[] | undefined;
}

/** What {@link recordInteraction} did. */
export interface RecordedInteraction {
  /** The contact. */
  readonly interactionId: string;
  /** False when it had been recorded before. */
  readonly recorded: boolean;
  /** What was learned, in the order given. */
  readonly learned: readonly LearnedFact[];
  /** Ids of the known facts whose check was noted. */
  readonly checked: readonly string[];
  /** How many of the questions were new. */
  readonly answers: number;
  /** Ids of the complaints that were new. */
  readonly complaints: readonly string[];
  /** How much was known of the party before and after, from 0 to 1; absent where the store has no such party. */
  readonly completeness?: { readonly before: number; readonly after: number } | undefined;
}

/**
 * Records a contact with everything that was learned in it, in one transaction: the contact itself, new facts, what
 * proved true and is fresh again, questions that were put, complaints. Recording it a second time does nothing.
 *
 * Facts and questions that name no contact get this one. A fact that contradicts what is known without superseding it
 * stands beside it; which one is held is decided by every view.
 *
 * @throws RangeError if a fact or question names another contact, or a superseded or checked fact is not there
 * @throws StoreError `ALREADY_EXISTS` if the contact, a fact, a question or a complaint is there under its id as something else,
 *   `INVALID_VALUE`, `UNSUPPORTED` if the store has no transactions
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { createMemoryStore } from "clientele/repositories";
 * import { recordInteraction } from "clientele/workflow";
 *
 * const store = createMemoryStore();
 * const call = (id: string, occurredAt: string) =>
 *   ({ schemaVersion: 1, id, partyId: "ada", occurredAt, channel: "phone", direction: "inbound", twoWay: true }) as const;
 * const likes = (id: string, observedAt: string) =>
 *   builtInAttributes.fact("likes.food", "noodles", { id, subjectId: "ada", provenance: { method: "stated" }, observedAt });
 *
 * const [march, may] = ["2026-03-01T10:00:00Z", "2026-05-01T10:00:00Z"] as const;
 * const first = await recordInteraction(store, call("i1", march), { facts: [likes("f1", march)] });
 * first.learned.map(({ factId, how }) => [factId, how]); // => [["f1", "new"]]
 * const second = await recordInteraction(store, call("i2", may), { facts: [likes("f2", may)] });
 * second.learned.map(({ factId, how }) => [factId, how]); // => [["f1", "confirmed"]]
 * (await store.facts.get("f1"))?.verifiedAt; // => "2026-05-01T10:00:00Z"
 * ```
 */
export async function recordInteraction(
  store: ClienteleStore,
  interaction: Interaction,
  options: RecordInteractionOptions = {},
): Promise<RecordedInteraction> {
  const doing = "record an interaction";
  requireTransactions(store, doing);
  const { signal, checks = [], attributes } = options;
  const inContact = <T extends { readonly id: string }>(
    record: T,
    named: string | undefined,
    what: string,
  ): void => {
    if (named !== undefined && named !== interaction.id) {
      throw new RangeError(
        `Cannot ${doing}: ${what} ${describeValue(record.id)} must name the contact ${describeValue(interaction.id)}, got ${describeValue(named)}`,
      );
    }
  };
  const facts = ((options.facts ?? []) as readonly Fact[]).map((fact): Fact => {
    inContact(fact, fact.provenance.interactionId, "fact");
    return { ...fact, provenance: { ...fact.provenance, interactionId: interaction.id } };
  });
  const answers = (options.answers ?? []).map((answer): AskedQuestion => {
    inContact(answer, answer.interactionId, "question");
    return { ...answer, interactionId: interaction.id };
  });
  return store.transaction(
    async (tx) => {
      const { appended } = await tx.interactions.append([interaction], { signal });
      const subjects = [...new Set([interaction.partyId, ...facts.map(({ subjectId }) => subjectId)])];
      const stored = new Map<string, Versioned<Fact>>();
      for await (const fact of tx.facts.stream(about<Fact>("subjectId", subjects), { signal }))
        stored.set(fact.id, fact as Versioned<Fact>);
      const indexOf = (): FactIndex =>
        indexFacts([...stored.values()], { attributes, onInvalid: "set-aside" });
      const before = indexOf();
      const moment = latest([interaction.occurredAt, ...facts.map(({ recordedAt }) => recordedAt)]);
      const book = createBook(tx, stored, doing);

      const learned: LearnedFact[] = [];
      for (const fact of facts) learned.push(await book.learn(fact, viewOf(before, fact.subjectId, moment)));
      const checked: string[] = [];
      for (const { factId, outcome } of checks) {
        const known =
          stored.get(factId) ?? ((await tx.facts.get(factId, { signal })) as Versioned<Fact> | undefined);
        if (known === undefined) {
          throw new RangeError(`Cannot ${doing}: the checked fact ${describeValue(factId)} must be there`);
        }
        if (await book.check(known, interaction.occurredAt, outcome)) checked.push(factId);
      }
      const ids = new Map(facts.map(({ id }, i) => [id, learned[i]!.factId]));
      const asked = answers.map((answer) =>
        answer.factId === undefined ? answer : { ...answer, factId: ids.get(answer.factId) ?? answer.factId },
      );
      const questions = await tx.askedQuestions.append(asked, { signal });
      const complaints: string[] = [];
      for (const complaint of options.complaints ?? []) {
        const known = await tx.complaints.get(complaint.id, { signal });
        if (known === undefined) {
          await tx.complaints.save(complaint, { expected: "absent" });
          complaints.push(complaint.id);
        } else if (known.customerId !== complaint.customerId || known.receivedAt !== complaint.receivedAt)
          throw exists("complaints", complaint.id, doing);
      }
      const party = await tx.parties.get(interaction.partyId, { signal });
      const share = (index: FactIndex): number =>
        completeness(viewOf(index, interaction.partyId, moment), { kind: party!.kind, attributes }).share;
      return Object.freeze({
        interactionId: interaction.id,
        recorded: appended === 1,
        learned: Object.freeze(learned),
        checked: Object.freeze(checked),
        answers: questions.appended,
        complaints: Object.freeze(complaints),
        ...(party === undefined
          ? {}
          : { completeness: Object.freeze({ before: share(before), after: share(indexOf()) }) }),
      });
    },
    { signal },
  );
}

/** Writes facts, and keeps what it has written at hand. */
function createBook(tx: StoreTransaction, stored: Map<string, Versioned<Fact>>, doing: string) {
  const save = async (fact: Fact, known: Versioned<Fact> | undefined): Promise<void> => {
    const { version: _ofTheStore, ...plain } = fact as Versioned<Fact>;
    const saved = await tx.facts.save(plain, { expected: known?.version ?? "absent" });
    stored.set(fact.id, saved as Versioned<Fact>);
  };
  /** Notes a check, unless a later one, or the same, has been noted. */
  const check = async (
    known: Versioned<Fact>,
    at: string,
    outcome: Parameters<typeof verifyFact>[1]["outcome"],
  ): Promise<boolean> => {
    if (Date.parse(at) <= Date.parse(known.checkedAt ?? known.observedAt)) return false;
    await save(verifyFact(known, { at, outcome }), known);
    return true;
  };
  const learn = async (fact: Fact, view: FactView): Promise<LearnedFact> => {
    const { id, attribute, qualifier, value } = fact;
    const told = (factId: string, how: LearnedFact["how"], before?: readonly JsonValue[]): LearnedFact =>
      Object.freeze({
        factId,
        attribute,
        ...(qualifier === undefined ? {} : { qualifier }),
        value,
        how,
        ...(before === undefined ? {} : { before: Object.freeze(before) }),
      });
    const own = stored.get(id) ?? ((await tx.facts.get(id)) as Versioned<Fact> | undefined);
    if (own !== undefined) {
      const same = (["subjectId", "attribute", "qualifier", "value", "observedAt"] as const).every((field) =>
        isSameJson(own[field], fact[field]),
      );
      if (!same) throw exists("facts", id, doing);
      return told(id, "known");
    }
    const known = view.known.filter((one) => one.attribute === attribute && one.qualifier === qualifier);
    const alike = known.find((one) => isSameJson(one.value, value));
    if (alike !== undefined && fact.supersedesId === undefined) {
      const held = stored.get(alike.fact.id)!; // a view shows what is stored
      return told(held.id, (await check(held, fact.observedAt, "confirmed")) ? "confirmed" : "known");
    }
    if (fact.supersedesId !== undefined) {
      const old = stored.get(fact.supersedesId);
      if (old === undefined) {
        throw new RangeError(
          `Cannot ${doing}: the superseded fact ${describeValue(fact.supersedesId)} must be there, of the same party`,
        );
      }
      const { observedAt, recordedAt, validFrom } = fact;
      const { records } = supersedeFact(old, { id, value, observedAt, recordedAt, changedOn: validFrom });
      const retired = records.find((one) => one.id === old.id);
      if (retired !== undefined) await save(retired, old);
    }
    await save(fact, undefined);
    const before = known.map((one) => one.value);
    return before.length === 0 ? told(id, "new") : told(id, "changed", before);
  };
  return { check, learn };
}

const viewOf = (index: FactIndex, subjectId: string, asOf: string): FactView =>
  factsAsOf(index, { subjectId, asOf, validOn: wallClockAt(Date.parse(asOf), "UTC").date });

const latest = (moments: readonly string[]): string =>
  moments.reduce((last, moment) => (Date.parse(moment) > Date.parse(last) ? moment : last));

function exists(collection: "facts" | "complaints", id: string, doing: string): StoreError {
  return new StoreError(
    "ALREADY_EXISTS",
    `Cannot ${doing}: ${JSON.stringify(id)} is there already in ${collection} with another content`,
    { details: { collection, id } },
  );
}
