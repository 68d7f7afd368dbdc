import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector, describeValue, type Issue, type IssueInput } from "../issues/index.ts";
import {
  type AttributeCatalogue,
  builtInAttributes,
  type ContactPoint,
  type ImportBatch,
  type JsonValue,
  type SubjectKind,
} from "../model/index.ts";
import { type DuplicatePair, type FindDuplicatesOptions, findDuplicates } from "./find-duplicates.ts";
import type { Identity } from "./identity.ts";
import { normaliseEmail } from "./normalise-email.ts";
import { normalisePhone } from "./normalise-phone.ts";

/** One row of an outside list. */
export interface ImportRow {
  /** Of which kind the party is. */
  readonly kind: SubjectKind;
  /** Its name. */
  readonly name: string;
  /** Ways to reach it. */
  readonly contacts?: readonly { readonly kind: ContactPoint["kind"]; readonly value: string }[] | undefined;
  /** What the list says of it, by attribute. */
  readonly attributes?: Readonly<Record<string, JsonValue>> | undefined;
  /** What proves the consent, where the batch rests on consent. */
  readonly consentEvidence?: string | undefined;
  /** The party's numbers in other systems. */
  readonly externalIds?: readonly { readonly system: string; readonly value: string }[] | undefined;
}

/** What can be wrong with a row. */
export type ImportRowCode =
  | "missing-name"
  | "bad-contact"
  | "unknown-attribute"
  | "wrong-subject"
  | "bad-value"
  | "special-category"
  | "no-consent-evidence"
  | "objected";

/** Options of {@link reviewImport}. */
export interface ReviewImportOptions {
  /** The list: where it came from and on which legal basis; its review must be pending. */
  readonly batch: ImportBatch;
  /**
   * The parties known already, so that nobody is entered twice.
   * @defaultValue none
   */
  readonly known?: readonly Identity[] | undefined;
  /**
   * Parties that have objected to being approached, or were erased on request and may not come back by a list.
   * @defaultValue none
   */
  readonly objected?: readonly Identity[] | undefined;
  /**
   * The catalogue of attributes.
   * @defaultValue `builtInAttributes`
   */
  readonly attributes?: AttributeCatalogue | undefined;
  /** How duplicates are found. */
  readonly duplicates?: FindDuplicatesOptions | undefined;
}

/** What is proposed for a row: nothing has become a fact. */
export interface ReviewedRow {
  /** Its place in the list, counted from 0. */
  readonly row: number;
  /**
   * `new`: a party nobody knows; `update`: a party known already, for certain; `ambiguous`: perhaps a party known
   * already, a person must look; `duplicate`: the same as an earlier row; `refused`: with issues.
   */
  readonly verdict: "new" | "update" | "ambiguous" | "duplicate" | "refused";
  /** The party known already that it is, or may be. */
  readonly partyId?: string | undefined;
  /** The earlier row that it repeats. */
  readonly sameAs?: number | undefined;
  /** Why it is taken for the same. */
  readonly pair?: DuplicatePair | undefined;
  /** Everything that is wrong with it. */
  readonly issues: readonly Issue<ImportRowCode>[];
}

/** The list after review, before anybody has accepted it. */
export interface ImportReview {
  /** The list, still pending. */
  readonly batch: ImportBatch;
  /** Every row, in its order. */
  readonly rows: readonly ReviewedRow[];
  /** How many rows have which verdict. */
  readonly counts: Readonly<Record<ReviewedRow["verdict"], number>>;
}

/**
 * Reviews an outside list row by row: is it readable, may it be held on the stated legal basis, is the party known
 * already, does it repeat an earlier row, has the party objected. Nothing becomes a fact here; {@link acceptImport} makes
 * records of what a person has accepted.
 *
 * A list that rests on consent needs the evidence of each row; values of special categories are refused from any
 * list, for nobody's express consent to one company is given to another.
 *
 * @throws RangeError if the batch is not pending
 *
 * @example
 * ```ts
 * import { reviewImport } from "clientele/knowledge";
 *
 * const batch = {
 *   schemaVersion: 1,
 *   id: "list-7",
 *   origin: "list-exchange",
 *   partnerId: "gardens",
 *   legalBasis: "consent",
 *   receivedOn: "2026-06-01",
 *   reviewStatus: "pending",
 *   counts: { received: 3, accepted: 0, rejected: 0, duplicates: 0 },
 * } as const;
 * const row = { kind: "person", consentEvidence: "form 12" } as const;
 * const review = reviewImport(
 *   [
 *     { ...row, name: "Ada Byron", contacts: [{ kind: "email", value: "ada@example.org" }] },
 *     { ...row, name: "BYRON, Ada", contacts: [{ kind: "email", value: "Ada@example.org" }] },
 *     { kind: "person", name: "Bo", attributes: { "likes.cheese": "blue" } },
 *   ],
 *   { batch },
 * );
 * review.rows.map(({ verdict }) => verdict); // => ["new", "duplicate", "refused"]
 * review.rows[2]?.issues.map(({ code }) => code); // => ["no-consent-evidence", "unknown-attribute"]
 * ```
 */
export function reviewImport(rows: readonly ImportRow[], options: ReviewImportOptions): ImportReview {
  const { batch, known = [], objected = [] } = options;
  if (batch.reviewStatus !== "pending")
    throw new RangeError(
      `Cannot review an import: the batch must be pending, got ${describeValue(batch.reviewStatus)}`,
    );
  const attributes = options.attributes ?? (builtInAttributes as AttributeCatalogue);
  const identities = rows.map((row, i) => identityOfRow(row, i));
  const pairs = pairsByRow(identities, known, objected, options.duplicates);
  const reviewed: ReviewedRow[] = [];
  const review = (row: ImportRow, i: number): ReviewedRow => {
    const collector = createIssueCollector<ImportRowCode>();
    for (const issue of rowIssues(row, i, batch, attributes)) collector.add(issue);
    const best = pairs.get(i) ?? [];
    const blocked = best.find(({ list, pair }) => list === "objected" && isCertain(pair));
    if (blocked !== undefined)
      collector.add({
        code: "objected",
        row: i,
        value: row.name,
        expected: "a party that has not objected",
        params: { partyId: blocked.id },
      });
    const issues = Object.freeze([...collector.issues]);
    if (issues.length > 0) return Object.freeze({ row: i, verdict: "refused", issues });
    // A refused row does not enter, so that its repetition is the one that may.
    const repeat = best.find(
      ({ id, list, pair }) =>
        list === "row" && pair.verdict === "match" && reviewed[Number(id)]?.verdict !== "refused",
    );
    if (repeat !== undefined)
      return Object.freeze({
        row: i,
        verdict: "duplicate",
        sameAs: Number(repeat.id),
        pair: repeat.pair,
        issues,
      });
    const match = best.find(({ list }) => list === "known");
    if (match === undefined) return Object.freeze({ row: i, verdict: "new", issues });
    const verdict = match.pair.verdict === "match" ? "update" : "ambiguous";
    return Object.freeze({ row: i, verdict, partyId: match.id, pair: match.pair, issues });
  };
  for (const [i, row] of rows.entries()) reviewed.push(review(row, i));
  const counts = { new: 0, update: 0, ambiguous: 0, duplicate: 0, refused: 0 };
  for (const { verdict } of reviewed) counts[verdict]++;
  return Object.freeze({ batch, rows: Object.freeze(reviewed), counts: Object.freeze(counts) });
}

/** A name alone does not make somebody the one who objected; a mailbox or a number does. */
function isCertain({ verdict, evidence }: DuplicatePair): boolean {
  return (
    verdict === "match" ||
    evidence.some(
      ({ level }) => level === "email.equal" || level === "phone.equal" || level === "externalId.equal",
    )
  );
}

function identityOfRow({ kind, name, contacts = [], externalIds = [] }: ImportRow, row: number): Identity {
  const valuesOf = (...kinds: readonly string[]): string[] =>
    contacts.filter((contact) => kinds.includes(contact.kind)).map(({ value }) => value);
  return {
    partyId: `row ${row}`,
    kind,
    names: [name],
    emails: valuesOf("email"),
    phones: valuesOf("phone", "mobile", "fax"),
    addresses: valuesOf("post"),
    externalIds,
  };
}

interface RowPair {
  readonly list: "row" | "known" | "objected";
  readonly id: string;
  readonly pair: DuplicatePair;
}

/** For each row its likely doubles, the most probable first; of two rows the later one repeats the earlier. */
function pairsByRow(
  rows: readonly Identity[],
  known: readonly Identity[],
  objected: readonly Identity[],
  options: FindDuplicatesOptions | undefined,
): ReadonlyMap<number, readonly RowPair[]> {
  const prefixed = (list: readonly Identity[], prefix: string): Identity[] =>
    list.map((identity) => ({ ...identity, partyId: `${prefix} ${identity.partyId}` }));
  const { pairs } = findDuplicates(
    [...rows, ...prefixed(known, "known"), ...prefixed(objected, "objected")],
    options,
  );
  const found = new Map<number, RowPair[]>();
  const add = (row: number, entry: RowPair): void => void found.set(row, [...(found.get(row) ?? []), entry]);
  for (const pair of pairs) {
    const ends = [pair.a, pair.b].map((id) => {
      const at = id.indexOf(" ");
      return { list: id.slice(0, at) as RowPair["list"], id: id.slice(at + 1) };
    });
    const [first, second] = [ends[0]!, ends[1]!];
    if (first.list === "row" && second.list === "row") {
      const [earlier, later] = [Number(first.id), Number(second.id)].sort((a, b) => a - b);
      add(later!, { list: "row", id: String(earlier), pair });
    } else if (first.list === "row" || second.list === "row") {
      const [row, other] = first.list === "row" ? [first, second] : [second, first];
      add(Number(row.id), { ...other, pair });
    }
  }
  return found;
}

function* rowIssues(
  row: ImportRow,
  at: number,
  batch: ImportBatch,
  attributes: AttributeCatalogue,
): Generator<IssueInput<ImportRowCode>> {
  const { name, contacts = [], attributes: values = {}, kind } = row;
  if (name.trim() === "")
    yield { code: "missing-name", row: at, path: ["name"], value: name, expected: "a name" };
  if (batch.legalBasis === "consent" && row.consentEvidence === undefined)
    yield {
      code: "no-consent-evidence",
      row: at,
      path: ["consentEvidence"],
      expected: "evidence of the consent on which the list rests",
    };
  for (const [i, { kind: way, value }] of contacts.entries()) {
    const isPhone = way === "phone" || way === "mobile" || way === "fax";
    const sound =
      way === "email" ? normaliseEmail(value) !== undefined : !isPhone || normalisePhone(value) !== undefined;
    if (!sound)
      yield {
        code: "bad-contact",
        row: at,
        path: ["contacts", i, "value"],
        value,
        expected: way === "email" ? "an e-mail address" : "a telephone number of 5 to 15 digits",
      };
  }
  for (const key of Object.keys(values).sort(compareCodePoints)) {
    const definition = attributes.find(key);
    const path = ["attributes", key];
    const value = values[key];
    if (definition === undefined)
      yield {
        code: "unknown-attribute",
        row: at,
        path,
        value: key,
        expected: "an attribute of the catalogue",
      };
    else if (!definition.subjects.includes(kind))
      yield { code: "wrong-subject", row: at, path, value: key, expected: `an attribute of a ${kind}` };
    else if (definition.sensitivity === "special")
      yield {
        code: "special-category",
        row: at,
        path,
        value: key,
        expected: "no data of special categories",
      };
    else if (!definition.schema.safeParse(value).success)
      yield { code: "bad-value", row: at, path, value, expected: definition.label };
  }
}
