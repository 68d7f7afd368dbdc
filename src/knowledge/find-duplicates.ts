import { compareCodePoints } from "../ids/index.ts";
import { type Agreement, agreements, conflictingSystem } from "./_agreement.ts";
import { blockIdentities, type LargeBlock } from "./_block-identities.ts";
import { checkShare } from "./_check.ts";
import { type PreparedIdentity, prepareIdentity } from "./_prepared-identity.ts";
import {
  type AgreementOdds,
  type DuplicateFeature,
  type DuplicateLevel,
  defaultDuplicateWeights,
} from "./duplicate-weights.ts";
import type { Identity } from "./identity.ts";

/** Options of {@link findDuplicates}. */
export interface FindDuplicatesOptions {
  /** The country calling code of telephone numbers written without one. */
  readonly callingCode?: string | undefined;
  /**
   * How likely two records that share a block are the same party, before anything else is compared.
   * @defaultValue `0.001`
   */
  readonly prior?: number | undefined;
  /**
   * From which probability on a pair is a match, if nothing speaks against it.
   * @defaultValue `0.999`
   */
  readonly matchFrom?: number | undefined;
  /**
   * From which probability on a pair is shown for review.
   * @defaultValue `0.5`
   */
  readonly reviewFrom?: number | undefined;
  /** Odds that replace the default ones, by level. */
  readonly weights?: Partial<Readonly<Record<DuplicateLevel, AgreementOdds>>> | undefined;
  /**
   * How many records may share a block before only neighbours by name are compared.
   * @defaultValue `200`
   */
  readonly largestBlock?: number | undefined;
}

/** What one feature contributes to the score of a pair. */
export interface DuplicateEvidence {
  /** What was compared. */
  readonly feature: DuplicateFeature;
  /** How far it agrees. */
  readonly level: DuplicateLevel;
  /** The normal form of the first party. */
  readonly a: string;
  /** The normal form of the second party. */
  readonly b: string;
  /** How alike two spellings are, from 0 to 1, where they were measured. */
  readonly similarity?: number | undefined;
  /** The contribution in bits: `log₂(same / different)`. */
  readonly weight: number;
}

/** Two records that may be of one party. */
export interface DuplicatePair {
  /** The party whose id comes first in code-point order. */
  readonly a: string;
  /** The other. */
  readonly b: string;
  /** The sum of the weights, in bits. */
  readonly score: number;
  /** The probability that both are one party, given the prior. */
  readonly probability: number;
  /** `match`: may be merged; `review`: a person should look. */
  readonly verdict: "match" | "review";
  /** What was compared, each with its weight; they add up to the score. */
  readonly evidence: readonly DuplicateEvidence[];
  /** Why a probable pair is not a match without review: what contradicts it. */
  readonly objection?: "names-differ" | "birth-dates-differ" | undefined;
}

/** What the search found. */
export interface DuplicateReport {
  /** The pairs, the most probable first, then by ids. */
  readonly pairs: readonly DuplicatePair[];
  /** How many pairs were compared. */
  readonly compared: number;
  /** Blocks in which only neighbours were compared, by key: here a duplicate may have been missed. */
  readonly largeBlocks: readonly LargeBlock[];
}

/**
 * Finds records that may be of one party, with the reasons for it, by the method of Fellegi and Sunter: each feature
 * that both records know adds a weight in bits, positive for agreement that is rarer by chance than among records of
 * one party, negative for disagreement.
 *
 * `score = Σ log₂(same / different)`, `probability = 1 / (1 + 2^−(score + log₂(prior / (1 − prior))))`
 *
 * An agreement in a value that many records bear says little: for equal names, e-mails, numbers and addresses
 * `different` is at least `(others + 10000 · different) / (records + 10000)`, where `others` counts the other records with
 * that value. Records with different numbers of one system
 * are never a pair; a pair whose names or full birth dates differ is for review at most, however much else agrees,
 * because families share telephones and mailboxes.
 *
 * Only records of one kind that share a key are compared (an equal e-mail, number, id, address, name or birth date,
 * or names that begin alike), so the work does not grow with the square of their number.
 *
 * Source: I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969) 1183–1210; frequencies of
 * values after W. E. Winkler (1989).
 *
 * @throws RangeError if a party is given twice, or an option is out of range
 *
 * @example
 * ```ts
 * import { findDuplicates } from "clientele/knowledge";
 *
 * const { pairs } = findDuplicates(
 *   [
 *     { partyId: "a", kind: "person", names: ["陳國華"], phones: ["02-2712-3456"] },
 *     { partyId: "b", kind: "person", names: ["陈国华 先生"], phones: ["+886 2 2712 3456"] },
 *     { partyId: "c", kind: "person", names: ["林美玲"], phones: ["02-2712-3456"] },
 *   ],
 *   { callingCode: "886" },
 * );
 * pairs.map(({ a, b, verdict }) => [a, b, verdict]); // => [["a", "b", "match"]]
 * pairs[0]?.evidence.map(({ level, weight }) => [level, weight.toFixed(2)]); // => [["name.equal", "12.97"], ["phone.equal", "11.55"]]
 * ```
 */
export function findDuplicates(
  identities: readonly Identity[],
  options: FindDuplicatesOptions = {},
): DuplicateReport {
  const { prior = 0.001, matchFrom = 0.999, reviewFrom = 0.5, largestBlock = 200 } = options;
  const doing = "find duplicates";
  checkShare(doing, "prior", prior);
  checkShare(doing, "matchFrom", matchFrom);
  checkShare(doing, "reviewFrom", reviewFrom);
  if (!Number.isSafeInteger(largestBlock) || largestBlock < 2)
    throw new RangeError(`Cannot ${doing}: largestBlock must be an integer from 2 on, got ${largestBlock}`);
  const records = identities
    .map((identity) => prepareIdentity(identity, options.callingCode))
    .sort((a, b) => compareCodePoints(a.identity.partyId, b.identity.partyId));
  for (let i = 1; i < records.length; i++) {
    const { partyId } = records[i]!.identity;
    if (partyId === records[i - 1]!.identity.partyId)
      throw new RangeError(`Cannot ${doing}: every party must be given once, got ${partyId} twice`);
  }
  const { pairs, largeBlocks } = blockIdentities(records, largestBlock);
  const weights = { ...defaultDuplicateWeights, ...options.weights };
  const counts = countValues(records);
  const found: DuplicatePair[] = [];
  for (const pair of pairs) {
    const [a, b] = [records[Math.floor(pair / records.length)]!, records[pair % records.length]!];
    if (a.kind !== b.kind || conflictingSystem(a, b) !== undefined) continue;
    const evidence = agreements(a, b).map((agreement) =>
      weigh(agreement, weights[agreement.level], counts, records.length),
    );
    const score = evidence.reduce((sum, { weight }) => sum + weight, 0);
    const probability = 1 / (1 + 2 ** -(score + Math.log2(prior / (1 - prior))));
    if (probability < reviewFrom) continue;
    const objection = objectionTo(evidence);
    const verdict = probability >= matchFrom && objection === undefined ? "match" : "review";
    found.push(
      Object.freeze({
        a: a.identity.partyId,
        b: b.identity.partyId,
        score,
        probability,
        verdict,
        evidence: Object.freeze(evidence),
        ...(objection === undefined ? {} : { objection }),
      }),
    );
  }
  found.sort((x, y) => y.score - x.score || compareCodePoints(x.a, y.a) || compareCodePoints(x.b, y.b));
  return Object.freeze({
    pairs: Object.freeze(found),
    compared: pairs.length,
    largeBlocks: Object.freeze([...largeBlocks].sort((x, y) => compareCodePoints(x.key, y.key))),
  });
}

/** How many records the default odds weigh, so that a value borne thrice in a file of ten is not called common. */
const SUPPOSED = 10_000;

/** How many records bear a value. */
function countValues(records: readonly PreparedIdentity[]): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { names, emails, phones, addresses } of records) {
    for (const { key } of names) count(`name ${key}`);
    for (const { key } of addresses) count(`address ${key}`);
    for (const email of emails) count(`email ${email}`);
    for (const phone of phones) count(`phone ${phone}`);
  }
  return counts;
}

function weigh(
  agreement: Agreement,
  { same, different }: AgreementOdds,
  counts: ReadonlyMap<string, number>,
  size: number,
): DuplicateEvidence {
  if (!agreement.level.endsWith(".equal"))
    return Object.freeze({ ...agreement, weight: Math.log2(same / different) });
  // The two themselves bear the value whether or not they are one: the others tell how common it is.
  const others = Math.max(0, (counts.get(`${agreement.feature} ${agreement.a}`) ?? 0) - 2);
  const share = (others + SUPPOSED * different) / (size + SUPPOSED);
  // Agreement in a value that everybody bears says nothing; it never speaks against.
  return Object.freeze({ ...agreement, weight: Math.max(0, Math.log2(same / Math.max(different, share))) });
}

function objectionTo(evidence: readonly DuplicateEvidence[]): DuplicatePair["objection"] {
  if (evidence.some(({ level }) => level === "name.different")) return "names-differ";
  if (evidence.some(({ level }) => level === "birthDate.different")) return "birth-dates-differ";
  return undefined;
}
