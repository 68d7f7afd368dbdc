import type { PlainDate } from "clientele/calendar";
import { assignSegments, type SegmentDefinition, type SegmentRule, trackMembership } from "clientele/rfm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

interface Facts {
  readonly customerId: string;
  readonly industry?: string | undefined;
  readonly region?: string | undefined;
  readonly tier?: "MVC" | "MGC" | "OTHER" | "BZC" | undefined;
  readonly needs?: readonly string[] | undefined;
  readonly lifeStyle?: readonly string[] | undefined;
  readonly employees?: number | undefined;
  readonly recency?: number | undefined;
  readonly frequency?: number | undefined;
  readonly revenue?: number | undefined;
  readonly prospect?: boolean | undefined;
  readonly since?: string | undefined;
}

const asOf = "2026-06-01";
const segment = (id: string, rule: SegmentRule<Facts>, more: object = {}): SegmentDefinition<Facts> => ({
  id,
  name: id,
  version: 1,
  rule,
  ...more,
});
const membersOf = (records: readonly Facts[], ...segments: readonly SegmentDefinition<Facts>[]) =>
  Object.fromEntries(
    assignSegments(records, { segments, asOf }).segments.map(({ id, customerIds }) => [
      id,
      customerIds.join(" "),
    ]),
  );

const base: readonly Facts[] = [
  {
    customerId: "ann",
    industry: "hotel",
    region: "north",
    tier: "MVC",
    needs: ["linen", "soap"],
    lifeStyle: ["travel"],
    employees: 80,
    revenue: 9000,
    since: "2019-03-01",
  },
  {
    customerId: "bob",
    industry: "hotel",
    region: "south",
    tier: "OTHER",
    needs: ["soap"],
    employees: 8,
    revenue: 300,
  },
  {
    customerId: "cyd",
    industry: "school",
    region: "north",
    tier: "MGC",
    needs: [],
    lifeStyle: ["sport"],
    since: "2025-01-01",
  },
  { customerId: "dan", prospect: true },
];

describe("segments by explicit rules", () => {
  it("are cut by industry, and say of whom the industry is not known [S0-132]", () => {
    const found = assignSegments(base, {
      segments: [
        segment("hotels", { field: "industry", is: "hotel" }),
        segment("schools", { field: "industry", oneOf: ["school", "university"] }),
      ],
      asOf,
    });
    expect(
      found.segments.map(({ id, customerIds, share, undecided }) => [id, customerIds, share, undecided]),
    ).toEqual([
      ["hotels", ["ann", "bob"], 0.5, 1],
      ["schools", ["cyd"], 0.25, 1],
    ]);
    expect(found.inNone).toEqual(["dan"]);
    expect(found.overlaps).toEqual([]);
  });

  it("are cut by what customers need of products [S4-36]", () => {
    expect(
      membersOf(
        base,
        segment("linen", { field: "needs", includes: "linen" }),
        segment("soap", { field: "needs", includes: "soap" }),
        segment("no soap", { not: { field: "needs", includes: "soap" } }),
      ),
    ).toEqual({ linen: "ann", soap: "ann bob", "no soap": "cyd" });
  });

  it("are cut by life-style, region and tier, or any mixture of them [S0-60] [S0-73]", () => {
    expect(
      membersOf(
        base,
        segment("sport", { field: "lifeStyle", includes: "sport" }),
        segment("north", { field: "region", is: "north" }),
        segment("growth in the north", {
          all: [
            { field: "region", is: "north" },
            {
              any: [
                { field: "tier", is: "MGC" },
                { field: "lifeStyle", includes: "travel" },
              ],
            },
          ],
        }),
        segment("strangers", { field: "region", known: false }),
      ),
    ).toEqual({ sport: "cyd", north: "ann cyd", "growth in the north": "ann cyd", strangers: "dan" });
  });

  it("define high-end and key customers explicitly, in data that JSON keeps, versioned [S0-61] [S0-129]", () => {
    const highEnd = segment(
      "key-accounts",
      {
        all: [
          { field: "tier", oneOf: ["MVC", "MGC"] },
          { field: "revenue", atLeast: 5000 },
        ],
      },
      { version: 3 },
    );
    const kept = JSON.parse(JSON.stringify(highEnd)) as typeof highEnd;
    const [found] = assignSegments(base, { segments: [kept], asOf }).segments;
    expect(found).toMatchObject({ id: "key-accounts", version: 3, customerIds: ["ann"], undecided: 2 });
    // Of cyd the revenue is not known, of dan neither that nor the tier; of bob the tier decides alone.
  });

  it("are divided further by further criteria: a part has only members of the whole [S0-130]", () => {
    const small = segment("small hotels", { field: "employees", below: 20 }, { parentId: "hotels" });
    const tiny = segment(
      "tiny hotels in the south",
      { field: "region", is: "south" },
      { parentId: "small hotels" },
    );
    const hotels = segment("hotels", { field: "industry", is: "hotel" });
    const south = segment("south", { field: "region", is: "south" });
    const found = assignSegments(base, { segments: [tiny, small, hotels, south], asOf });
    expect(found.segments.map(({ id, customerIds, share }) => [id, customerIds, share])).toEqual([
      ["tiny hotels in the south", ["bob"], 1],
      ["small hotels", ["bob"], 0.5],
      ["hotels", ["ann", "bob"], 0.5],
      ["south", ["bob"], 0.25],
    ]);
    expect(found.overlaps).toEqual([{ segments: ["hotels", "south"], customers: 1 }]);
  });

  it("compare numbers and days, and take a value of another kind for neither", () => {
    const loose = { customerId: "eve", employees: "80" } as unknown as Facts;
    expect(
      membersOf(
        [...base, loose],
        segment("old", { field: "since", below: "2020-01-01" }),
        segment("middling", { field: "employees", above: 8, atMost: 80 }),
        segment("prospects", { field: "prospect", is: true }),
      ),
    ).toEqual({ old: "ann", middling: "ann", prospects: "dan" });
  });

  it("follow the logic of three values", () => {
    const truth = fc.constantFrom(true, false, undefined);
    fc.assert(
      fc.property(truth, truth, (a, b) => {
        const record = {
          customerId: "x",
          prospect: a,
          tier: b === undefined ? undefined : b ? "MVC" : "BZC",
        } as Facts;
        const [one, two]: SegmentRule<Facts>[] = [
          { field: "prospect", is: true },
          { field: "tier", is: "MVC" },
        ];
        if (one === undefined || two === undefined) return;
        const outcome = (rule: SegmentRule<Facts>) => {
          const [found] = assignSegments([record], { segments: [segment("s", rule)], asOf }).segments;
          return found?.undecided === 1 ? undefined : found?.customerIds.length === 1;
        };
        const and =
          a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
        const or = a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;
        expect(outcome({ all: [one, two] })).toBe(and);
        expect(outcome({ any: [one, two] })).toBe(or);
        expect(outcome({ not: { all: [one, two] } })).toBe(and === undefined ? undefined : !and);
      }),
    );
  });

  it("do not depend on the order of the records", () => {
    const segments = [segment("hotels", { field: "industry", is: "hotel" })];
    expect(assignSegments(base.toReversed(), { segments, asOf })).toEqual(
      assignSegments(base, { segments, asOf }),
    );
  });

  it.each<[string, readonly unknown[]]>([
    [
      "its id must be used once",
      [segment("a", { field: "region", is: "x" }), segment("a", { field: "region", is: "y" })],
    ],
    [
      "version must be a positive integer, got 0",
      [segment("a", { field: "region", is: "x" }, { version: 0 })],
    ],
    ["its parent must be defined, got b", [segment("a", { field: "region", is: "x" }, { parentId: "b" })]],
    [
      "it must not be a part of itself",
      [
        segment("a", { field: "region", is: "x" }, { parentId: "b" }),
        segment("b", { field: "region", is: "x" }, { parentId: "a" }),
      ],
    ],
    [
      'the rule on "region" must be one of known, includes, is, oneOf, or of atLeast',
      [segment("a", { field: "region", isnt: "x" } as never)],
    ],
    ["got nothing", [segment("a", { field: "region" } as never)]],
    ["a rule must name a field, got is", [segment("a", { is: "x" } as never)]],
    ["a rule must have parts, got none", [segment("a", { all: [] })]],
    [
      "a rule must be one of all, any, not and a field",
      [segment("a", { all: [{ field: "region", is: "x" }], field: "region" } as never)],
    ],
    ["oneOf must be a list", [segment("a", { field: "region", oneOf: "x" } as never)]],
    ["a rule must be a record, got null", [segment("a", null as never)]],
  ])("are refused: %s", (message, segments) => {
    expect(() => assignSegments(base, { segments: segments as SegmentDefinition<Facts>[], asOf })).toThrow(
      message,
    );
  });

  it("are refused of a customer who comes twice, and of no day", () => {
    expect(() => assignSegments([...base, ...base], { segments: [], asOf })).toThrow('got "ann" twice');
    expect(() => assignSegments(base, { segments: [], asOf: "June" as typeof asOf })).toThrow(
      /asOf must be a day/,
    );
  });
});

describe("membership over time", () => {
  const north = (version = 1) => [segment("north", { field: "region", is: "north" }, { version })];
  const on = (day: PlainDate, regions: Readonly<Record<string, string>>, version = 1) =>
    assignSegments<Facts>(
      Object.entries(regions).map(([customerId, region]) => ({ customerId, region })),
      { segments: north(version), asOf: day },
    );
  const history = trackMembership([
    on("2026-01-01", { ann: "north", bob: "south" }),
    on("2026-02-01", { ann: "south", bob: "north", cyd: "north" }),
    on("2026-03-01", { ann: "north", bob: "north" }, 2),
  ]);

  it("says who joined and left, on which day, and whether the definition changed [S0-2]", () => {
    expect(history.spans).toEqual([
      { segmentId: "north", customerId: "ann", from: "2026-01-01", to: "2026-02-01", sinceStart: true },
      { segmentId: "north", customerId: "ann", from: "2026-03-01", sinceStart: false },
      { segmentId: "north", customerId: "bob", from: "2026-02-01", sinceStart: false },
      { segmentId: "north", customerId: "cyd", from: "2026-02-01", to: "2026-03-01", sinceStart: false },
    ]);
    expect(history.changes.map((c) => `${c.on} ${c.customerId} ${c.change} ${c.because}`)).toEqual([
      "2026-02-01 ann left customer",
      "2026-02-01 bob joined customer",
      "2026-02-01 cyd joined customer",
      "2026-03-01 ann joined definition",
      "2026-03-01 cyd left definition",
    ]);
  });

  it("adds up: members now = members before + joined − left", () => {
    expect(history.counts.map(({ members, joined, left }) => [members, joined, left])).toEqual([
      [1, 0, 0],
      [2, 2, 1],
      [2, 1, 1],
    ]);
    const regions = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("north", "south"));
    fc.assert(
      fc.property(fc.array(regions, { maxLength: 6 }), (states) => {
        const assignments = states.map((state, i) => on(`2026-0${i + 1}-01` as PlainDate, state));
        const { counts, spans } = trackMembership(assignments);
        counts.forEach((count, i) => {
          const before = counts[i - 1]?.members ?? count.members;
          expect(count.members).toBe(before + count.joined - count.left);
          const covering = spans.filter(
            ({ from, to }) => from <= count.asOf && (to === undefined || to > count.asOf),
          );
          expect(covering.map((span) => span.customerId).sort()).toEqual(
            assignments[i]?.segments[0]?.customerIds,
          );
        });
      }),
    );
  });

  it("is refused of days that do not rise", () => {
    const one = on("2026-01-01", {});
    expect(() => trackMembership([one, one])).toThrow("days must rise, got 2026-01-01 and then 2026-01-01");
    expect(trackMembership([])).toEqual({ spans: [], changes: [], counts: [] });
  });
});
