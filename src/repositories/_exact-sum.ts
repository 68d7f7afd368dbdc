/** Adds decimal texts exactly, whatever their length. */
export interface ExactSum {
  /** Adds one decimal. */
  add(decimal: string): void;
  /** The sum, without trailing zeros. */
  text(): string;
}

/** Makes a sum of nothing: integer arithmetic on the finest fraction seen so far. */
export function createExactSum(): ExactSum {
  let units = 0n;
  let digits = 0;
  return {
    add(decimal) {
      const point = decimal.indexOf(".");
      const fraction = point < 0 ? 0 : decimal.length - point - 1;
      if (fraction > digits) {
        units *= 10n ** BigInt(fraction - digits);
        digits = fraction;
      }
      const own = BigInt(point < 0 ? decimal : decimal.slice(0, point) + decimal.slice(point + 1));
      units += own * 10n ** BigInt(digits - fraction);
    },
    text() {
      const sign = units < 0n ? "-" : "";
      const all = (units < 0n ? -units : units).toString().padStart(digits + 1, "0");
      const whole = all.slice(0, all.length - digits);
      const fraction = all.slice(all.length - digits).replace(/0+$/, "");
      return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
    },
  };
}
