// The grammar of RFC 5545's recurrence properties: lines of NAME;PARAMETER=VALUE:VALUE.

/** A date of RFC 5545, with the time of day in seconds and whether it is in UTC. */
export interface RRuleMoment {
  readonly date: string;
  readonly seconds: number | undefined;
  readonly utc: boolean;
}

/** One property line taken apart. */
export interface RRuleLine {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

/** Unfolds and splits a text into its property lines; a bare `FREQ=…` is a rule without its name. */
export function rruleLines(text: string): readonly RRuleLine[] {
  return text
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      if (colon < 0)
        return {
          name: line.includes("=") ? "RRULE" : line.toUpperCase(),
          parameters: new Map(),
          value: line,
        };
      const [name = "", ...parameters] = line.slice(0, colon).split(";");
      return {
        name: name.toUpperCase(),
        parameters: new Map(parameters.map((parameter) => splitPart(parameter))),
        value: line.slice(colon + 1),
      };
    });
}

/** The `KEY=VALUE` parts of a rule in order, keys in capitals; repeated keys stay repeated. */
export function rruleParts(value: string): readonly (readonly [key: string, value: string])[] {
  return value
    .split(";")
    .filter((part) => part.trim() !== "")
    .map(splitPart);
}

/** Reads `YYYYMMDD` or `YYYYMMDDTHHMMSS`, with or without `Z`; whether the day exists is not looked at. */
export function rruleMoment(text: string): RRuleMoment | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)(Z)?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, utc] = match;
  const seconds = hour === undefined ? undefined : Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return { date: `${year}-${month}-${day}`, seconds, utc: utc !== undefined };
}

function splitPart(part: string): readonly [string, string] {
  const at = part.indexOf("=");
  return at < 0
    ? [part.trim().toUpperCase(), ""]
    : [part.slice(0, at).trim().toUpperCase(), part.slice(at + 1).trim()];
}
