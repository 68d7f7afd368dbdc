import type { ParameterRange } from "clientele/stats";

/** A function with a known minimum (Moré, Garbow and Hillstrom 1981; Himmelblau 1972). */
export interface Problem {
  readonly name: string;
  readonly compute: (x: readonly number[]) => number;
  readonly gradient?: (x: readonly number[]) => number[];
  readonly start: readonly number[];
  readonly at: readonly number[];
  /** To which the place can be told. */
  readonly within: number;
}

export const parametersAt = (start: readonly number[]): ParameterRange[] =>
  start.map((one, i) => ({ name: `x${i + 1}`, start: one }));

export const problems: readonly Problem[] = [
  {
    name: "Rosenbrock",
    compute: ([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
    gradient: ([x = 0, y = 0]) => [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)],
    start: [-1.2, 1],
    at: [1, 1],
    within: 1e-6,
  },
  {
    name: "Powell's singular function",
    compute: ([a = 0, b = 0, c = 0, d = 0]) =>
      (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4,
    gradient: ([a = 0, b = 0, c = 0, d = 0]) => [
      2 * (a + 10 * b) + 40 * (a - d) ** 3,
      20 * (a + 10 * b) + 4 * (b - 2 * c) ** 3,
      10 * (c - d) - 8 * (b - 2 * c) ** 3,
      -10 * (c - d) - 40 * (a - d) ** 3,
    ],
    start: [3, -1, 0, 1],
    at: [0, 0, 0, 0],
    within: 3e-3,
  },
  {
    name: "Beale",
    compute: ([x = 0, y = 0]) =>
      (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y ** 3) ** 2,
    gradient: ([x = 0, y = 0]) => {
      const f = [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y ** 3] as const;
      return [
        2 * (f[0] * (y - 1) + f[1] * (y * y - 1) + f[2] * (y ** 3 - 1)),
        2 * (f[0] * x + f[1] * 2 * x * y + f[2] * 3 * x * y * y),
      ];
    },
    start: [1, 1],
    at: [3, 0.5],
    within: 1e-6,
  },
  {
    name: "Wood",
    compute: ([a = 0, b = 0, c = 0, d = 0]) =>
      100 * (b - a * a) ** 2 +
      (1 - a) ** 2 +
      90 * (d - c * c) ** 2 +
      (1 - c) ** 2 +
      10.1 * ((b - 1) ** 2 + (d - 1) ** 2) +
      19.8 * (b - 1) * (d - 1),
    start: [-3, -1, -3, -1],
    at: [1, 1, 1, 1],
    within: 1e-6,
  },
  {
    name: "Himmelblau",
    compute: ([x = 0, y = 0]) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
    start: [0, 0],
    at: [3, 2],
    within: 1e-7,
  },
  {
    name: "Freudenstein and Roth, from near the lower minimum",
    compute: ([x = 0, y = 0]) =>
      (-13 + x + ((5 - y) * y - 2) * y) ** 2 + (-29 + x + ((y + 1) * y - 14) * y) ** 2,
    start: [6, 3],
    at: [5, 4],
    within: 1e-6,
  },
  {
    name: "a badly scaled bowl",
    compute: ([x = 0, y = 0]) => 1e6 * (x - 1e3) ** 2 + 1e-3 * (y + 2) ** 2,
    start: [5, 5],
    at: [1e3, -2],
    within: 1e-3,
  },
];
