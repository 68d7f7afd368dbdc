import { describeValue } from "../issues/index.ts";
import {
  type AttributeCatalogue,
  builtInAttributes,
  type ContactPoint,
  type Fact,
  type ImportBatch,
  type Party,
  type Provenance,
} from "../model/index.ts";
import { dayOfMoment, momentOf } from "./_moment.ts";
import type { ImportReview, ImportRow, ReviewedRow } from "./review-import.ts";

/** Options of {@link acceptImport}. */
export interface AcceptImportOptions {
  /** The rows that were reviewed. */
  readonly rows: readonly ImportRow[];
  /** Who has looked at it. */
  readonly reviewerId: string;
  /** When. */
  readonly reviewedAt: string;
  /**
   * The rows that the reviewer accepts, by their place.
   * @defaultValue every row that is new or an update
   */
  readonly accept?: readonly number[] | undefined;
  /**
   * How sure we are of what the list says, from 0 to 1.
   * @defaultValue `0.5`
   */
  readonly confidence?: number | undefined;
  /**
   * The catalogue of attributes.
   * @defaultValue `builtInAttributes`
   */
  readonly attributes?: AttributeCatalogue | undefined;
}

/** The records that an accepted list becomes. */
export interface AcceptedImport {
  /** The list with its review. */
  readonly batch: ImportBatch;
  /** Parties that nobody knew. */
  readonly parties: readonly Party[];
  /** Ways to reach them. */
  readonly contactPoints: readonly ContactPoint[];
  /** What the list says of them. */
  readonly facts: readonly Fact[];
}

const methods: Readonly<Record<ImportBatch["origin"], Provenance["method"]>> = {
  "own-entry": "imported",
  "outsourced-entry": "imported",
  "list-exchange": "exchanged",
  purchase: "purchased",
  migration: "imported",
};

/**
 * Makes records of the rows of a reviewed list that a person accepts. Every fact names the list (`importId`) and the
 * way it came by, with the confidence that is put in it; ids are those of the list and the row, so that accepting twice
 * makes nothing twice. An ambiguous row that is accepted is entered as a new party: whether it is another's double is
 * then the matter of a merge.
 *
 * @throws RangeError if a row is refused, repeats another or is not there
 *
 * @example
 * ```ts
 * import { acceptImport, reviewImport } from "clientele/knowledge";
 *
 * const batch = {
 *   schemaVersion: 1,
 *   id: "list-7",
 *   origin: "purchase",
 *   partnerId: "broker",
 *   legalBasis: "legitimate-interests",
 *   receivedOn: "2026-06-01",
 *   reviewStatus: "pending",
 *   counts: { received: 1, accepted: 0, rejected: 0, duplicates: 0 },
 * } as const;
 * const rows = [{ kind: "person", name: "Ada Byron", attributes: { "likes.food": "figs" } }] as const;
 * const review = reviewImport(rows, { batch });
 * const accepted = acceptImport(review, { rows, reviewerId: "eve", reviewedAt: "2026-06-02T09:00:00Z" });
 * accepted.facts.map(({ value, confidence, provenance }) => [value, confidence, provenance.method]); // => [["figs", 0.5, "purchased"]]
 * accepted.batch.counts; // => { received: 1, accepted: 1, rejected: 0, duplicates: 0 }
 * ```
 */
export function acceptImport(review: ImportReview, options: AcceptImportOptions): AcceptedImport {
  const doing = "accept an import";
  const { rows, reviewerId, reviewedAt, confidence = 0.5 } = options;
  const attributes = options.attributes ?? (builtInAttributes as AttributeCatalogue);
  momentOf(doing, "reviewedAt", reviewedAt);
  if (rows.length !== review.rows.length)
    throw new RangeError(
      `Cannot ${doing}: rows must be the ${review.rows.length} reviewed, got ${rows.length}`,
    );
  const taken =
    options.accept ??
    review.rows.filter(({ verdict }) => verdict === "new" || verdict === "update").map(({ row }) => row);
  const { batch } = review;
  const made: { parties: Party[]; contactPoints: ContactPoint[]; facts: Fact[] } = {
    parties: [],
    contactPoints: [],
    facts: [],
  };
  for (const at of new Set(taken)) {
    const reviewed = review.rows[at];
    if (reviewed === undefined || reviewed.verdict === "refused" || reviewed.verdict === "duplicate")
      throw new RangeError(
        `Cannot ${doing}: every accepted row must be new, an update or ambiguous, got row ${describeValue(at)} which is ${reviewed?.verdict ?? "not there"}`,
      );
    enter(rows[at]!, reviewed, batch, { attributes, confidence, reviewedAt }, made);
  }
  const duplicates = review.counts.duplicate;
  const accepted = new Set(taken).size;
  const counts = {
    received: rows.length,
    accepted,
    duplicates,
    rejected: rows.length - accepted - duplicates,
  };
  return Object.freeze({
    batch: Object.freeze({
      ...batch,
      reviewStatus: accepted === 0 ? ("rejected" as const) : ("reviewed" as const),
      reviewerId,
      reviewedAt,
      counts: Object.freeze(counts),
    }),
    parties: Object.freeze(made.parties),
    contactPoints: Object.freeze(made.contactPoints),
    facts: Object.freeze(made.facts),
  });
}

function enter(
  row: ImportRow,
  { row: at, verdict, partyId }: ReviewedRow,
  batch: ImportBatch,
  how: { readonly attributes: AttributeCatalogue; readonly confidence: number; readonly reviewedAt: string },
  made: { readonly parties: Party[]; readonly contactPoints: ContactPoint[]; readonly facts: Fact[] },
): void {
  const id = `${batch.id}:${at}`;
  const subjectId = verdict === "update" && partyId !== undefined ? partyId : id;
  const provenance: Provenance = { method: methods[batch.origin], importId: batch.id };
  const { kind, name, contacts = [], attributes: values = {}, externalIds } = row;
  if (subjectId === id)
    made.parties.push(
      Object.freeze({
        schemaVersion: 1,
        kind,
        id,
        name,
        ...(externalIds === undefined ? {} : { externalIds: externalIds.map((each) => ({ ...each })) }),
      } as Party),
    );
  contacts.forEach(({ kind: way, value }, i) => {
    made.contactPoints.push(
      Object.freeze({
        schemaVersion: 1,
        id: `${id}:contact:${i}`,
        partyId: subjectId,
        kind: way,
        value,
        source: { ...provenance, observedOn: batch.receivedOn },
      }),
    );
  });
  for (const [attribute, value] of Object.entries(values))
    made.facts.push(
      Object.freeze(
        how.attributes.parseFact({
          schemaVersion: 1,
          id: `${id}:${attribute}`,
          subjectId,
          attribute,
          value,
          confidence: how.confidence,
          provenance,
          observedAt: `${batch.receivedOn}T00:00:00Z`,
          recordedAt: later(how.reviewedAt, `${batch.receivedOn}T00:00:00Z`),
        }),
      ),
    );
}

/** A list reviewed on the day it came is not recorded before it was observed. */
function later(a: string, b: string): string {
  return dayOfMoment(Date.parse(a)) < dayOfMoment(Date.parse(b)) ? b : a;
}
