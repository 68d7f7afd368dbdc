import type { DailyOptions, DailyProgress, DailyReport } from "clientele/workflow";
import type { StoreAddress } from "../store/open-store.ts";

/** Which day, of which company. */
export type Day = Pick<DailyOptions, "asOf" | "time" | "zone" | "currency" | "companyId">;

/** What the thread is started with. */
export interface DayOrder {
  readonly day: Day;
  readonly address: StoreAddress;
}

/** The report without its decisions, which are read one page at a time elsewhere. */
export type DaySummary = Omit<DailyReport, "reminders"> & {
  readonly reminders: Omit<DailyReport["reminders"], "decisions"> & {
    /** How many were decided which way. */
    readonly decisions: Readonly<Record<string, number>>;
  };
};

/** What the thread says. */
export type DayMessage =
  | { readonly progress: DailyProgress }
  | { readonly summary: DaySummary }
  | { readonly failure: { readonly code: string; readonly message: string } };
