import type { ReminderRule } from "./rule.ts";
import { birthday } from "./rules/birthday.ts";
import { installationCheck } from "./rules/installation-check.ts";
import { longSilence } from "./rules/long-silence.ts";
import { maintenanceDue } from "./rules/maintenance-due.ts";
import { narrowRange } from "./rules/narrow-range.ts";
import { pointsExpiring } from "./rules/points-expiring.ts";
import { reasonForUse } from "./rules/reason-for-use.ts";
import { regularContact } from "./rules/regular-contact.ts";
import { replenishment } from "./rules/replenishment.ts";
import { segmentShift } from "./rules/segment-shift.ts";
import { threeContacts } from "./rules/three-contacts.ts";
import { tierMoved } from "./rules/tier-moved.ts";

/**
 * The rules that come with the library, by cell of the matrix: plain records, so that a team can leave some out,
 * change a priority or add its own.
 *
 * @example
 * ```ts
 * import { builtInRules } from "clientele/reminders";
 *
 * builtInRules.filter((rule) => rule.cell === "customer.care").map((rule) => rule.id); // => ["birthday", "regular-contact"]
 * const louder = builtInRules.map((rule) => (rule.id === "birthday" ? { ...rule, priority: 100 } : rule));
 * louder.find((rule) => rule.id === "birthday")?.priority; // => 100
 * ```
 */
export const builtInRules: readonly ReminderRule[] = Object.freeze([
  installationCheck,
  maintenanceDue,
  birthday,
  regularContact,
  replenishment,
  reasonForUse,
  narrowRange,
  pointsExpiring,
  threeContacts,
  segmentShift,
  longSilence,
  tierMoved,
]);
