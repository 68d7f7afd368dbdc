import type { WallTime } from "../calendar/index.ts";
import { localeOption, timeOption, zoneOption } from "./option-values.ts";
import type { Arguments } from "./read-arguments.ts";

/** Options that every run takes. */
export interface RunOptions {
  readonly time: WallTime;
  readonly zone: string;
  readonly locale: string;
  readonly json: boolean;
}

/** Reads them, with their defaults; neither the host's zone nor its locale has a part in it. */
export function readRunOptions({ given, switches }: Arguments): RunOptions {
  return {
    time: timeOption("time", given.get("time") ?? "09:00"),
    zone: zoneOption("time-zone", given.get("time-zone") ?? "UTC"),
    locale: localeOption("locale", given.get("locale") ?? "en-GB"),
    json: switches.has("json"),
  };
}
