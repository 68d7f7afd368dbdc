import {
  daysBetween,
  isPlainDate,
  nextAllowedInstant,
  type Period,
  type SendingHours,
  type WallTime,
} from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import { type Cell, cells, channelSchema, contactPurposeSchema } from "../model/index.ts";

/** The fields that are looked at; the rule itself is defined over this file. */
interface RuleFields {
  readonly id: string;
  readonly version: number;
  readonly cell: Cell;
  readonly purpose: string;
  readonly audience: string;
  readonly priority: number;
  readonly catchUpDays: number;
  readonly cooldown?: { readonly days: number; readonly per: string } | undefined;
  readonly group?: string | undefined;
  readonly catchUp?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly digest?: string | undefined;
  readonly exits?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly maximumAgeDays?: number | undefined;
  readonly sender?: string | undefined;
  readonly silence?: { readonly purposes: readonly string[]; readonly days: number } | undefined;
  readonly escalation?: { readonly afterDays: number } | undefined;
  readonly runs?: Period | undefined;
  readonly delayDays?: number | undefined;
  readonly goal?: string | undefined;
  readonly lever?: string | undefined;
  readonly sendAt?: WallTime | undefined;
  readonly hours?: SendingHours | undefined;
}

const PURPOSES: readonly string[] = contactPurposeSchema.options.filter((purpose) => purpose !== "mandatory");
const GOALS = ["acquire", "retain", "grow", "migrate-up", "win-back", "let-go"];
const LEVERS = ["marketing", "sales", "service", "pricing", "new-opportunity"];

/**
 * Refuses a rule that means nothing, naming the rule and the field.
 *
 * @throws RangeError for a field that no rule may have
 */
export function checkRule(rule: RuleFields): void {
  const doing = `Cannot define rule ${describeValue(rule.id)}`;
  const demand = (holds: boolean, what: string, value: unknown): void => {
    if (!holds) throw new RangeError(`${doing}: ${what}, got ${describeValue(value)}`);
  };
  const days = (field: string, value: number | undefined): void =>
    demand(
      value === undefined || (Number.isFinite(value) && value > 0),
      `${field} must be a number above 0`,
      value,
    );
  const oneOf = (field: string, value: string | undefined, known: readonly string[]): void =>
    demand(
      value === undefined || known.includes(value),
      `${field} must be one of ${known.join(", ")}`,
      value,
    );
  const texts = (field: string, values: readonly string[] | undefined): void =>
    values?.forEach((value, i) => {
      demand(
        typeof value === "string" && value !== "" && value.length <= 80,
        `${field}[${i}] must be a text of 1 to 80 characters`,
        value,
      );
    });

  const { id, version, priority, catchUpDays, cooldown } = rule;
  demand(
    typeof id === "string" && /^[a-z0-9][a-z0-9.-]{0,79}$/.test(id),
    "id must be 1 to 80 small letters, digits, hyphens and dots",
    id,
  );
  demand(Number.isSafeInteger(version) && version > 0, "version must be a positive integer", version);
  demand(cells.includes(rule.cell), "cell must be one of the six", rule.cell);
  demand(contactPurposeSchema.safeParse(rule.purpose).success, "purpose must be known", rule.purpose);
  demand(
    rule.audience === "owner" || rule.audience === "customer",
    "audience must be customer or owner",
    rule.audience,
  );
  demand(
    rule.purpose !== "internal" || rule.audience === "owner",
    "an internal rule must address the owner",
    rule.audience,
  );
  demand(Number.isFinite(priority) && priority > 0, "priority must be a number above 0", priority);
  demand(
    Number.isSafeInteger(catchUpDays) && catchUpDays >= 0 && catchUpDays <= 3660,
    "catchUpDays must be an integer from 0 to 3660",
    catchUpDays,
  );
  days("cooldown.days", cooldown?.days);
  oneOf("cooldown.per", cooldown?.per, ["rule", "anchor", "group"]);
  demand(
    cooldown?.per !== "group" || rule.group !== undefined,
    "group must be given for a cooldown per group",
    rule.group,
  );
  oneOf("catchUp", rule.catchUp, ["latest", "all", "none"]);
  texts("tags", rule.tags);
  texts("group", rule.group === undefined ? undefined : [rule.group]);
  texts("digest", rule.digest === undefined ? undefined : [rule.digest]);
  texts("exits", rule.exits);
  demand(!rule.exits?.includes(`rule:${id}`), "exits must not name the rule itself", `rule:${id}`);
  rule.channels?.forEach((channel, i) => {
    demand(channelSchema.safeParse(channel).success, `channels[${i}] must be a channel`, channel);
  });
  demand(rule.channels?.length !== 0, "channels must not be empty", rule.channels);
  days("maximumAgeDays", rule.maximumAgeDays);
  oneOf("sender", rule.sender, ["account-manager", "counterpart"]);
  days("silence.days", rule.silence?.days);
  rule.silence?.purposes.forEach((purpose, i) => {
    demand(
      PURPOSES.includes(purpose),
      `silence.purposes[${i}] must be one of ${PURPOSES.join(", ")}`,
      purpose,
    );
  });
  days("escalation.afterDays", rule.escalation?.afterDays);
  demand(
    rule.escalation === undefined || rule.audience === "owner",
    "escalation must be of a rule that addresses the owner",
    rule.audience,
  );
  oneOf("goal", rule.goal, GOALS);
  oneOf("lever", rule.lever, LEVERS);
  const { runs, delayDays } = rule;
  demand(
    runs === undefined || (isPlainDate(runs.from) && isPlainDate(runs.to) && runs.from < runs.to),
    "runs must be a period of plain dates [from, to)",
    runs,
  );
  demand(
    delayDays === undefined || (Number.isSafeInteger(delayDays) && delayDays >= 0),
    "delayDays must be a non-negative integer",
    delayDays,
  );
  if (runs !== undefined && delayDays !== undefined) {
    const length = daysBetween(runs.from, runs.to);
    demand(
      delayDays < length,
      `delayDays must be below the ${length} days for which it runs, or it expires before it is due`,
      delayDays,
    );
  }
  if (rule.sendAt !== undefined || rule.hours !== undefined) {
    try {
      if (rule.sendAt !== undefined) {
        nextAllowedInstant(0, "UTC", { quiet: { start: rule.sendAt, end: rule.sendAt } });
      }
      if (rule.hours !== undefined) nextAllowedInstant(0, "UTC", rule.hours);
    } catch (error) {
      throw new RangeError(`${doing}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
