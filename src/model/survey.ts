import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, instant, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";
import { markPersonal } from "./personal-data.ts";

/** Schema of {@link SurveyAnswer}. */
export const surveyAnswerSchema = record(
  {
    partyId,
    /** The survey, by name and edition. */
    survey: storableText(200),
    answeredAt: instant,
    channel: channelSchema.optional(),
    /** Of whom: the own company, or a competitor. */
    subject: z.enum(["own", "competitor"]),
    competitorId: id.optional(),
    productId: id.optional(),
    orderId: id.optional(),
    /** How something is done, what comes out, or all in all. */
    dimension: z.enum(["process", "outcome", "overall"]),
    /** What was asked about: "waiting time", "meals", "guide". */
    element: storableText(200),
    /** The scale, worst to best. */
    scale: z.strictObject({ worst: z.number(), best: z.number() }),
    /** What the party expected. */
    expectation: z.number().optional(),
    /** What the party found. */
    perception: z.number(),
    /** In the party's own words. */
    text: markPersonal(storableText(10_000), "user.content.private").optional(),
  },
  [
    {
      path: ["perception"],
      expected: "must lie on the scale",
      holds: ({ scale, perception }) => liesOn(scale, perception),
    },
    {
      path: ["expectation"],
      expected: "must lie on the scale",
      holds: ({ scale, expectation }) => expectation === undefined || liesOn(scale, expectation),
    },
    {
      path: ["scale"],
      expected: "must have a best that is not its worst",
      holds: ({ scale }) => scale.worst !== scale.best,
    },
    {
      path: ["competitorId"],
      expected: "must be given for subject competitor, and for it alone",
      holds: ({ subject, competitorId }) => (competitorId !== undefined) === (subject === "competitor"),
    },
  ],
);

const liesOn = ({ worst, best }: { worst: number; best: number }, answer: number): boolean =>
  Math.min(worst, best) <= answer && answer <= Math.max(worst, best);

/** One answer of a party about one element of process or outcome: what was expected, what was found. */
export type SurveyAnswer = z.infer<typeof surveyAnswerSchema>;

/** The answer when no gap can be told. */
export interface NoSatisfactionGap {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly need: "expectation";
}

/**
 * Measures satisfaction as perceived gain less perceived loss: how far what was found lies above (+) or below (−)
 * what was expected, as a share of the scale.
 *
 * gap = (perception − expectation) / (best − worst), from −1 to 1
 *
 * @example
 * ```ts
 * import { satisfactionGap } from "clientele/model";
 *
 * const scale = { worst: 1, best: 5 };
 * satisfactionGap({ scale, expectation: 4, perception: 5 }); // => 0.25
 * satisfactionGap({ scale, perception: 5 }); // => { kind: "insufficient", need: "expectation" }
 * ```
 */
export function satisfactionGap(
  answer: Pick<SurveyAnswer, "scale" | "expectation" | "perception">,
): number | NoSatisfactionGap {
  const { scale, expectation, perception } = answer;
  if (expectation === undefined) return Object.freeze({ kind: "insufficient", need: "expectation" } as const);
  return (perception - expectation) / (scale.best - scale.worst);
}
