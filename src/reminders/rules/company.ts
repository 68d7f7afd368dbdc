import { addDays } from "../../calendar/index.ts";
import { evidence, pastDayOf, periodsDue } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";

/** What the tasks about the own company share. */
const internal = {
  catalogue: "I",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "period",
  purpose: "internal",
  audience: "owner",
  reads: ["company"],
} as const;

/** Each quarter, has the own contact centre and a competitor's called as a customer would. */
export const mysteryCalls = /* @__PURE__ */ builtIn({
  ...internal,
  id: "mystery-calls",
  priority: 35,
  catchUpDays: 60,
  options: { scenarios: 8 },
  timing: (o) =>
    `the first day of each quarter, until ${o.scenarios} scenes were played on the own centre and on another`,
  occurrences: ({ party, company }, window, { o, say }) =>
    periodsDue("quarter", window).flatMap(({ id, from, to }) => {
      const played = (company.serviceAudits ?? []).filter(({ at }) => {
        const on = pastDayOf(at, window);
        return on !== undefined && on >= from && on < to;
      });
      const own = played.filter(({ target }) => target === "own").length;
      const done = Math.min(own, played.length - own);
      if (done >= o.scenarios) return [];
      return {
        anchor: `calls:${id}`,
        due: from,
        ...say(party, { quarter: id, scenarios: o.scenarios, done }),
        evidence: [evidence("scenes played on both sides", done, window.today, `service-audits:${party.id}`)],
      };
    }),
});

/** Each month, has the own voice system tried. */
export const voiceSystemTest = /* @__PURE__ */ builtIn({
  ...internal,
  id: "voice-system-test",
  priority: 24,
  catchUpDays: 20,
  options: {},
  timing: () => "the first day of each month, until the own phone line was tested in it",
  occurrences: ({ party, company }, window, { say }) =>
    periodsDue("month", window).flatMap(({ id, from, to }) => {
      const tests = (company.serviceAudits ?? []).filter(({ at, target, channel }) => {
        const on = pastDayOf(at, window);
        return on !== undefined && on >= from && on < to && target === "own" && channel === "phone";
      }).length;
      if (tests > 0) return [];
      return {
        anchor: `voice:${id}`,
        due: from,
        expiresOn: to,
        ...say(party, { month: id }),
        evidence: [evidence("tests of the phone line", tests, window.today, `service-audits:${party.id}`)],
      };
    }),
});

/** Each half-year, has a form followed through the house and shortened. */
export const formShortening = /* @__PURE__ */ builtIn({
  ...internal,
  id: "form-shortening",
  priority: 21,
  catchUpDays: 90,
  options: {},
  timing: () => "the first day of each half-year",
  occurrences: ({ party, company }, window, { say }) =>
    periodsDue("half", window).map(({ id, from }) => {
      const traces = company.paperTraces ?? [];
      const spare = traces.flatMap(({ steps }) => steps).filter(({ necessary }) => necessary !== true).length;
      return {
        anchor: `forms:${id}`,
        due: from,
        ...say(party, { half: id, steps: traces.length === 0 ? "" : spare }),
        evidence: [
          evidence("steps not marked as necessary", spare, window.today, `paper-traces:${party.id}`),
        ],
      };
    }),
});

/** Each half-year, has it seen to that no form asks for what is known. */
export const prefilledForms = /* @__PURE__ */ builtIn({
  ...internal,
  id: "prefilled-forms",
  priority: 19,
  catchUpDays: 90,
  options: { afterDays: 30 },
  timing: (o) => `${o.afterDays} days into each half-year`,
  occurrences: ({ party, company }, window, { o, say }) =>
    periodsDue("half", window, o.afterDays).map(({ id, from }) => {
      const paper = (company.paperTraces ?? []).filter(({ form }) => form === "paper").length;
      return {
        anchor: `prefill:${id}`,
        due: addDays(from, o.afterDays),
        ...say(party, { half: id }),
        evidence: [evidence("documents on paper traced", paper, window.today, `paper-traces:${party.id}`)],
      };
    }),
});
