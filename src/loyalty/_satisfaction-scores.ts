import type { SurveyAnswer } from "../model/index.ts";

/** The mean score of each party's overall answers about the own company, 0 worst to 1 best. */
export function satisfactionScores(answers: Iterable<SurveyAnswer>): ReadonlyMap<string, number> {
  const scores = new Map<string, number[]>();
  for (const { partyId, subject, dimension, scale, perception } of answers) {
    if (subject !== "own" || dimension !== "overall") continue;
    const own = scores.get(partyId) ?? [];
    scores.set(partyId, own);
    own.push((perception - scale.worst) / (scale.best - scale.worst));
  }
  // Sorted, so that the order of the answers does not matter to the last digit.
  return new Map(
    [...scores].map(([partyId, own]) => [
      partyId,
      own.sort((a, b) => a - b).reduce((sum, score) => sum + score, 0) / own.length,
    ]),
  );
}
