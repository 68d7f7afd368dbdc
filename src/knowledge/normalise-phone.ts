/** Options of {@link normalisePhone}. */
export interface NormalisePhoneOptions {
  /**
   * The country calling code of numbers written without one, digits only: `"44"`, `"886"`. Without it a national
   * number keeps its form and equals only other national forms.
   */
  readonly callingCode?: string | undefined;
}

/** Countries whose national numbers are dialled with their leading zero from abroad too. */
const KEEPS_ZERO = new Set(["39", "378"]);

/**
 * Brings a telephone number into the form in which two spellings of one number are equal: digits of any script as
 * ASCII, no spaces, brackets or dashes, an international prefix (`+` or `00`) as `+`, the trunk zero of a national
 * number dropped when the country's calling code is put before it (but not for Italy, which keeps it), and an
 * extension (`ext. 12`, `x12`, `#12`) kept behind an `x`.
 *
 * A number is not checked against a numbering plan: that needs tables which change monthly.
 *
 * @returns the normal form, or nothing if fewer than 5 or more than 15 digits remain (ITU-T E.164)
 * @throws RangeError if the calling code is not 1 to 3 digits without a leading zero
 *
 * @example
 * ```ts
 * import { normalisePhone } from "clientele/knowledge";
 *
 * normalisePhone("020 7946 0958", { callingCode: "44" }); // => "+442079460958"
 * normalisePhone("+44 (0)20 7946-0958"); // => "+442079460958"
 * normalisePhone("０２－２７１２－３４５６ #12", { callingCode: "886" }); // => "+886227123456x12"
 * normalisePhone("ask Ada"); // => undefined
 * ```
 */
export function normalisePhone(text: string, options: NormalisePhoneOptions = {}): string | undefined {
  const { callingCode } = options;
  if (callingCode !== undefined && !/^[1-9]\d{0,2}$/.test(callingCode))
    throw new RangeError(
      `Cannot normalise a phone number: callingCode must be 1 to 3 digits without a leading zero, got "${callingCode}"`,
    );
  const ascii = text
    .normalize("NFKC")
    .replaceAll(/\p{Nd}/gu, asciiDigit)
    .toLowerCase()
    .trim();
  const [main = "", extension = ""] = ascii.split(/\s*(?:ext\.?|extension|x|#|分機|分机|内線)\s*:?\s*/u);
  if (/\p{L}/u.test(main.replace(/^tel\.?:?/, ""))) return undefined;
  const bare = main.replace(/^tel\.?:?/, "").replaceAll(/\(0\)|[^\d+]/g, "");
  const international = /^(?:\+|00)(\d+)$/.exec(bare)?.[1];
  const digits = bare.replaceAll("+", "");
  if (digits.length < 5 || (international ?? digits).length > 15) return undefined;
  const tail = /^\d+$/.test(extension) ? `x${extension}` : "";
  if (international !== undefined) return `+${international}${tail}`;
  if (callingCode === undefined) return `${digits}${tail}`;
  const national = KEEPS_ZERO.has(callingCode) ? digits : digits.replace(/^0/, "");
  return `+${callingCode}${national}${tail}`;
}

/** Decimal digits stand in runs of ten that begin at a multiple of ten or sixteen less a fixed start: ask the engine. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0)!;
  if (point < 0x80) return digit;
  let start = point;
  while (point - start < 9 && /\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
  return String(point - start);
}
