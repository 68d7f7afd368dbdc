import { isPlainDate, wallClockAt } from "../calendar/index.ts";
import { isInstant } from "./_readable.ts";
import type { Occurrence } from "./rule.ts";

/** A rule of a user's own may return anything; what no decision could hold is refused here. */
export function checkOccurrence(occurrence: Occurrence, zone: string): void {
  const { anchor, step, due, expiresOn, message, question, evidence, about, strength = 1 } = occurrence;
  const demand = (holds: boolean, what: string): void => {
    if (!holds) throw unreadable(what);
  };
  demand(typeof anchor === "string" && anchor !== "" && anchor.length <= 300, "anchor must be a text");
  demand(step === undefined || (step !== "" && !step.includes("@")), "step must be a text without @");
  demand(
    expiresOn === undefined || (isPlainDate(expiresOn) && expiresOn > due),
    "expiresOn must be a day after due",
  );
  demand(message !== "" && message.length <= 500, "message must be a text of at most 500 characters");
  demand(question === undefined || question.length <= 500, "question must have at most 500 characters");
  demand(evidence.length > 0, "evidence must not be empty");
  demand(strength >= 0 && strength <= 1, "strength must be a number from 0 to 1");
  demand(
    about === undefined || (Array.isArray(about) && about.every((id) => typeof id === "string" && id !== "")),
    "about must be a list of ids",
  );
  const { value, context, dueAt, expiresAt, triggeredAt } = occurrence;
  demand(value === undefined || (Number.isFinite(value) && value >= 0), "value must be a number not below 0");
  demand(context === undefined || context.every(Number.isFinite), "context must be numbers");
  if (dueAt !== undefined) {
    demand(isInstant(dueAt), "dueAt must be a UTC instant");
    demand(wallClockAt(Date.parse(dueAt), zone).date === due, "dueAt must lie on the day due");
  }
  if (expiresAt !== undefined) {
    demand(isInstant(expiresAt), "expiresAt must be a UTC instant");
    demand(
      dueAt === undefined
        ? wallClockAt(Date.parse(expiresAt), zone).date >= due
        : Date.parse(expiresAt) > Date.parse(dueAt),
      "expiresAt must lie after it falls due",
    );
  }
  demand(
    triggeredAt === undefined || isPlainDate(triggeredAt) || isInstant(triggeredAt),
    "triggeredAt must be a day or a UTC instant",
  );
}

/** The error for an occurrence that no decision could hold. */
export function unreadable(what: string): RangeError {
  return new RangeError(`Cannot read an occurrence: ${what}`);
}
