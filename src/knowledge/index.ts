/**
 * Customer knowledge at work.
 *
 * Definitions: to come.
 *
 * @packageDocumentation
 */
export {
  type AgreementOdds,
  type DuplicateFeature,
  type DuplicateLevel,
  defaultDuplicateWeights,
} from "./duplicate-weights.ts";
export {
  type DuplicateEvidence,
  type DuplicatePair,
  type DuplicateReport,
  type FindDuplicatesOptions,
  findDuplicates,
} from "./find-duplicates.ts";
export { type GroupDuplicatesOptions, groupDuplicates } from "./group-duplicates.ts";
export type { ExternalId, Identity } from "./identity.ts";
export { jaroWinkler } from "./jaro-winkler.ts";
export { nameSimilarity } from "./name-similarity.ts";
export { normaliseEmail } from "./normalise-email.ts";
export { type NormalisedName, type NormaliseNameOptions, normaliseName } from "./normalise-name.ts";
export { type NormalisePhoneOptions, normalisePhone } from "./normalise-phone.ts";
