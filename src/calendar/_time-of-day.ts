import { describeValue } from "../issues/index.ts";

/** Milliseconds after midnight of `HH:MM` or `HH:MM:SS`. Reads character codes: it runs once a message. */
export function millisecondsOfTime(time: string): number {
  const length = typeof time === "string" ? time.length : 0;
  const withSeconds = length === 8 && time.charCodeAt(5) === 58;
  if ((length === 5 || withSeconds) && time.charCodeAt(2) === 58) {
    const hours = twoDigits(time, 0);
    const minutes = twoDigits(time, 3);
    const seconds = withSeconds ? twoDigits(time, 6) : 0;
    // A character that is no digit makes its number NaN, which fails every comparison.
    if (hours < 24 && minutes < 60 && seconds < 60) return (hours * 3600 + minutes * 60 + seconds) * 1000;
  }
  throw new RangeError(
    `Cannot read a time of day: expected HH:MM or HH:MM:SS from 00:00 to 23:59:59, got ${describeValue(time)}`,
  );
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
