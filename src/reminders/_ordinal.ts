/** A number in an order, in English: 1st, 2nd, 3rd, 4th, 11th. */
export function ordinal(number: unknown): string {
  const n = Number(number);
  const [tens, ones] = [Math.floor(n / 10) % 10, n % 10];
  const ending = tens === 1 ? "th" : (["th", "st", "nd", "rd"][ones] ?? "th");
  return `${n}${ending}`;
}
