import { isTimeZone } from "../calendar/index.ts";
import type { IssueInput } from "../issues/index.ts";
import type { ZoneFallback } from "./_candidate.ts";
import type { Dossier } from "./dossier.ts";

/** The zone of a customer, and what it stood in for. */
export interface OwnZone {
  readonly zone: string;
  readonly zoneFallback: ZoneFallback | undefined;
}

/** The customer's own zone, or else the account's, or else the company's. */
export function zoneOf(
  { party, accountZone }: Dossier,
  companyZone: string,
  fallbacks: { missing: number; invalid: number },
  report: (issue: IssueInput) => void,
): OwnZone {
  const { timeZone } = party;
  if (timeZone !== undefined && isTimeZone(timeZone)) return { zone: timeZone, zoneFallback: undefined };
  const because = timeZone === undefined ? "missing" : "invalid";
  fallbacks[because]++;
  if (timeZone !== undefined) {
    report({
      code: "bad-time-zone",
      path: [party.id, "party", "timeZone"],
      value: timeZone,
      expected: "an IANA time zone such as Asia/Taipei; the company's is used instead",
    });
  }
  if (accountZone !== undefined && isTimeZone(accountZone)) {
    return {
      zone: accountZone,
      zoneFallback: Object.freeze({ zone: accountZone, from: "account", because }),
    };
  }
  return { zone: companyZone, zoneFallback: Object.freeze({ zone: companyZone, from: "company", because }) };
}
