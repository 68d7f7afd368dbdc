import { knowledgePredicates } from "./predicates/knowledge.ts";
import { partyPredicates } from "./predicates/party.ts";
import { recordPredicates } from "./predicates/records.ts";

/**
 * The questions that a condition can ask, by name: about the party, its value, contacts, orders, products, points, ties,
 * facts and insights. Add your own beside them with `definePredicate`.
 */
export const builtInPredicates = /* @__PURE__ */ Object.freeze({
  ...partyPredicates,
  ...recordPredicates,
  ...knowledgePredicates,
});
