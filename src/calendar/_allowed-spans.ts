import { millisecondsOfTime } from "./_time-of-day.ts";
import { DAY_MS } from "./_zone-offset.ts";

/** Disjoint spans of a local day in milliseconds, half-open, in order. */
export type Spans = readonly Span[];

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Window {
  readonly start: string;
  readonly end: string;
}

/** The spans of a day that lie in some allowed window and outside the quiet one; never empty. */
export function allowedSpans(allowed: readonly Window[] | undefined, quiet: Window | undefined): Spans {
  const windows =
    allowed === undefined || allowed.length === 0
      ? [{ start: 0, end: DAY_MS }]
      : allowed.flatMap((window) => spansOf(window, "allowed"));
  const holes = quiet === undefined ? [] : spansOf(quiet, "quiet");
  const open = holes.reduce<Spans>(cutOut, unionOf(windows));
  if (open.length === 0) {
    throw new RangeError("Cannot read sending hours: they must allow some moment of the day");
  }
  return open;
}

function unionOf(windows: Spans): Spans {
  const union: Span[] = [];
  for (const window of [...windows].sort((a, b) => a.start - b.start)) {
    const last = union[union.length - 1];
    if (last === undefined || window.start > last.end) union.push(window);
    else union[union.length - 1] = { start: last.start, end: Math.max(last.end, window.end) };
  }
  return union;
}

function cutOut(spans: Spans, hole: Span): Spans {
  return spans
    .flatMap(({ start, end }) => [
      { start, end: Math.min(end, hole.start) },
      { start: Math.max(start, hole.end), end },
    ])
    .filter(({ start, end }) => start < end);
}

function spansOf(window: Window, name: "allowed" | "quiet"): Spans {
  const start = millisecondsOfTime(window.start);
  const end = millisecondsOfTime(window.end);
  if (start < end) return [{ start, end }];
  if (start > end) {
    const evening = { start, end: DAY_MS };
    return end === 0 ? [evening] : [{ start: 0, end }, evening];
  }
  if (name === "quiet") return [];
  throw new RangeError(
    `Cannot read sending hours: an allowed window must not start and end at the same time, got ${window.start}`,
  );
}
