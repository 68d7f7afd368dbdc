import { betaP, gammaQ, normalDistribution, tDistribution } from "../stats/index.ts";
import { checkOneOf, checkPositive, wrongParameter } from "./_check.ts";

/**
 * How the days between purchases are distributed.
 *
 * `gamma`, `lognormal`: known. `gamma-gamma`: gamma of a stated shape, whose rate is only known as Gamma(a, b); of shape 1 this is
 * Lomax's law of a Poisson buyer. `log-t`: lognormal with estimated mean and deviation.
 */
export type GapLaw =
  | {
      /** Gamma with a known mean. */
      readonly kind: "gamma";
      /** 1 of Poisson buying, more where purchases are regular, less where they clump. */
      readonly shape: number;
      /** The mean gap in days. */
      readonly mean: number;
    }
  | {
      /** Gamma with a rate that was learned. */
      readonly kind: "gamma-gamma";
      /** The shape of the gaps. */
      readonly shape: number;
      /** The shape of what is believed of the rate: that of the prior and one shape for each gap seen. */
      readonly a: number;
      /** Its rate: that of the prior and the days of all gaps seen. */
      readonly b: number;
    }
  | {
      /** Lognormal with known parameters. */
      readonly kind: "lognormal";
      /** The mean of the logarithm of a gap. */
      readonly meanLog: number;
      /** Its standard deviation. */
      readonly sdLog: number;
    }
  | {
      /** Lognormal with parameters that were learned. */
      readonly kind: "log-t";
      /** The location of the logarithm of a gap. */
      readonly meanLog: number;
      /** Its scale. */
      readonly scale: number;
      /** The degrees of freedom. */
      readonly df: number;
    };

/** Options of {@link silenceProbability}. */
export interface SilenceOptions {
  /**
   * When the silence is looked at. `"after-a-purchase"`: one gap is followed from its beginning, P(gap > t). `"on-a-day"`: many
   * customers are looked at on one day, which is likelier to lie in a long gap than in a short one (the inspection paradox); of
   * gamma laws only.
   * @defaultValue `"after-a-purchase"`
   */
  readonly seen?: "after-a-purchase" | "on-a-day" | undefined;
}

/**
 * How probable a silence of so many days or more is for a customer that goes on as before.
 *
 * gamma: Q(k, kt/m); gamma-gamma: I_x(a, k), x = b/(b + t), which for k = 1 is (b/(b + t))ᵃ; on a day E(G − t)⁺ / E G given the
 * rate, I_x(a, k + 1) − (t a / (k b)) I_x(a + 1, k); lognormal: Q of (ln t − μ)/σ, normal or of Student's t
 *
 * For shape 1 both ways of looking agree, for regular buyers "on-a-day" is smaller, for those who clump larger.
 *
 * @param days - of silence, from 0 up
 * @throws RangeError when the days or a parameter is out of its range, or a lognormal law is asked about a day
 *
 * @example
 * ```ts
 * import { silenceProbability } from "clientele/trend";
 *
 * // 12 purchases in 12 months, and 3 months of silence
 * silenceProbability(3, { kind: "gamma-gamma", shape: 1, a: 12, b: 12 }).toFixed(6); // => "0.068719"
 * silenceProbability(60, { kind: "gamma", shape: 4, mean: 30 }).toFixed(6); // => "0.042380"
 * silenceProbability(60, { kind: "gamma", shape: 4, mean: 30 }, { seen: "on-a-day" }).toFixed(6); // => "0.014872"
 * ```
 */
export function silenceProbability(days: number, law: GapLaw, options: SilenceOptions = {}): number {
  const doing = "judge a silence";
  if (!(days >= 0 && days < Number.POSITIVE_INFINITY))
    throw wrongParameter(doing, "days", "a number from 0 up", days);
  const seen = checkOneOf(doing, "seen", options.seen ?? "after-a-purchase", [
    "after-a-purchase",
    "on-a-day",
  ]);
  const onDay = seen === "on-a-day";
  const positive = (name: string, value: number): number => checkPositive(doing, name, value);
  switch (law.kind) {
    case "gamma": {
      const [k, rate] = [positive("shape", law.shape), law.shape / positive("mean", law.mean)];
      const x = rate * days;
      return clamp(onDay ? gammaQ(x, k + 1) - (x / k) * gammaQ(x, k) : gammaQ(x, k));
    }
    case "gamma-gamma": {
      const [k, a, b] = [positive("shape", law.shape), positive("a", law.a), positive("b", law.b)];
      const x = b / (b + days);
      return clamp(onDay ? betaP(x, a, k + 1) - ((days * a) / (k * b)) * betaP(x, a + 1, k) : betaP(x, a, k));
    }
    case "lognormal":
    case "log-t": {
      if (onDay) throw wrongParameter(doing, "seen", "after-a-purchase of a lognormal law", seen);
      const scale = law.kind === "lognormal" ? positive("sdLog", law.sdLog) : positive("scale", law.scale);
      if (!Number.isFinite(law.meanLog)) throw wrongParameter(doing, "meanLog", "finite", law.meanLog);
      if (days === 0) return 1;
      const z = (Math.log(days) - law.meanLog) / scale;
      return law.kind === "lognormal"
        ? normalDistribution().upper(z)
        : tDistribution({ df: positive("df", law.df) }).upper(z);
    }
    default:
      throw wrongParameter(doing, "law.kind", "gamma, gamma-gamma, lognormal or log-t", law);
  }
}

/** A difference of two tails may end a rounding below 0. */
const clamp = (p: number): number => Math.min(1, Math.max(0, p));
