import { wrongParameter } from "./_check.ts";

/** A point on the earth, in degrees. */
export interface Place {
  /** North of the equator, from −90 to 90. */
  readonly latitude: number;
  /** East of Greenwich, from −180 to 180. */
  readonly longitude: number;
}

/** The mean radius of the earth in km. */
const EARTH = 6371;

/**
 * Measures the great-circle distance of two places in km, on a sphere of radius 6371 km.
 *
 * d = 2 R asin √(sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2))
 *
 * @throws RangeError when a coordinate is out of its range
 *
 * @example
 * ```ts
 * import { measureDistance } from "clientele/trend";
 *
 * const sanFrancisco = { latitude: 37.7749, longitude: -122.4194 };
 * measureDistance(sanFrancisco, { latitude: 40.7128, longitude: -74.006 }).toFixed(3); // => "4129.086"
 * ```
 */
export function measureDistance(from: Place, to: Place): number {
  const doing = "measure a distance";
  const [phi1, lambda1] = radians(doing, "from", from);
  const [phi2, lambda2] = radians(doing, "to", to);
  const haversine =
    Math.sin((phi2 - phi1) / 2) ** 2 +
    Math.cos(phi1) * Math.cos(phi2) * Math.sin((lambda2 - lambda1) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

function radians(doing: string, name: string, { latitude, longitude }: Place): readonly [number, number] {
  if (!(latitude >= -90 && latitude <= 90))
    throw wrongParameter(doing, `${name}.latitude`, "a number from -90 to 90", latitude);
  if (!(longitude >= -180 && longitude <= 180))
    throw wrongParameter(doing, `${name}.longitude`, "a number from -180 to 180", longitude);
  return [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
}
