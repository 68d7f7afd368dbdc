import { checkPositive, wrongParameter } from "./_check.ts";
import type { ParameterMap } from "./_parameter-map.ts";
import type { MinimizeOptions } from "./minimum.ts";
import { normal } from "./normal.ts";

/** The starts of a search: that of the parameters, those given, those drawn. */
export function startsOf(options: MinimizeOptions, maps: readonly ParameterMap[]): (readonly number[])[] {
  const doing = "minimise";
  const { parameters, starts: given = [], randomStarts } = options;
  const first = parameters.map(({ start }) => start);
  const starts: (readonly number[])[] = [first];
  for (const [i, start] of given.entries()) {
    if (start.length !== maps.length || !maps.every((map, j) => map.inside(start[j]!)))
      throw wrongParameter(
        doing,
        `start ${i}`,
        "a number strictly inside the bounds for each parameter",
        start,
      );
    starts.push([...start]);
  }
  if (randomStarts === undefined) return starts;
  const { count, random, spread = 1 } = randomStarts;
  if (!Number.isInteger(count) || count < 0)
    throw wrongParameter(doing, "count of randomStarts", "a whole number not below 0", count);
  checkPositive(doing, "spread of randomStarts", spread);
  for (let k = 0; k < count; k++) {
    const drawn = maps.map((map, i) => map.toX(map.toU(first[i]!) + normal(random, 0, spread)));
    // Beyond the doubles, or rounded onto a bound: the first start stands in.
    starts.push(drawn.map((one, i) => (maps[i]!.inside(one) ? one : first[i]!)));
  }
  return starts;
}
