import {
  ClienteleError,
  createIssueCollector,
  formatIssue,
  InvalidDataError,
  type IssueInput,
} from "clientele/issues";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const badAmount = (row: number): IssueInput<"bad-amount"> => ({
  code: "bad-amount",
  row,
  path: ["price"],
  value: "12,50",
  expected: "a plain decimal",
});

function caught(run: () => void): InvalidDataError {
  try {
    run();
  } catch (error) {
    if (InvalidDataError.is(error)) return error;
  }
  throw new Error("nothing of ours was thrown");
}

describe("formatIssue", () => {
  it.each([
    [{ path: [] }, "expected an id, got nothing"],
    [{ path: ["id"] }, "id: expected an id, got nothing"],
    [{ path: [], row: 0 }, "row 0: expected an id, got nothing"],
    [{ path: ["a", 0, "b", "c"], value: 1 }, "a[0].b.c: expected an id, got 1"],
    [{ path: [3], value: null }, "[3]: expected an id, got null"],
    [{ path: ["客戶", "no such.key\n"] }, '客戶["no such.key\\n"]: expected an id, got nothing'],
    [{ path: ["k".repeat(100)] }, `["${"k".repeat(60)}…"]: expected an id, got nothing`],
  ])("writes %o", (part, message) => {
    expect(formatIssue({ code: "missing", expected: "an id", ...part })).toBe(message);
  });
});

describe("createIssueCollector", () => {
  it("keeps issues in the order added, whole and frozen", () => {
    const issues = createIssueCollector();
    issues.add({ ...badAmount(4), params: { limit: 9 } });
    issues.add({ code: "missing", expected: "an id" });
    expect(issues.issues).toEqual([
      {
        code: "bad-amount",
        row: 4,
        path: ["price"],
        value: "12,50",
        expected: "a plain decimal",
        params: { limit: 9 },
        message: 'row 4, price: expected a plain decimal, got "12,50"',
      },
      { code: "missing", path: [], expected: "an id", message: "expected an id, got nothing" },
    ]);
    const [issue] = issues.issues;
    expect([issue, issue?.path, issue?.params].every(Object.isFrozen)).toBe(true);
  });

  it("is not changed by what the caller does to his record afterwards, nor changes it", () => {
    const path = ["lines", 0];
    const params = { limit: 9 };
    const input = Object.freeze({ code: "bad", path, expected: "a line", params });
    const issues = createIssueCollector();
    issues.add(input);
    path.push("x");
    params.limit = 0;
    expect(issues.issues[0]?.path).toEqual(["lines", 0]);
    expect(issues.issues[0]?.params).toEqual({ limit: 9 });
    expect(input).toEqual({ code: "bad", path: ["lines", 0, "x"], expected: "a line", params: { limit: 0 } });
  });

  it("keeps a message that an issue brings, and lets the wording be replaced", () => {
    const issues = createIssueCollector({ format: ({ code, row }) => `Zeile ${row}: ${code}` });
    issues.add({ ...badAmount(1), message: "as it is" });
    issues.add(badAmount(2));
    expect(issues.issues.map((issue) => issue.message)).toEqual(["as it is", "Zeile 2: bad-amount"]);
  });

  it("keeps the first issues up to the cap and counts the rest, without writing their messages", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(40), (cap, count) => {
        let written = 0;
        const issues = createIssueCollector({ cap, format: () => `${written++}` });
        for (let row = 0; row < count; row++) issues.add(badAmount(row));
        expect(issues.total).toBe(count);
        expect(issues.issues.map((issue) => issue.row)).toEqual([...Array(Math.min(cap, count)).keys()]);
        expect(written).toBe(Math.min(cap, count));
      }),
    );
  });

  it("keeps a thousand unless told otherwise", () => {
    const issues = createIssueCollector();
    for (let row = 0; row < 1001; row++) issues.add(badAmount(row));
    expect([issues.issues.length, issues.total]).toEqual([1000, 1001]);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses a cap of %d", (cap) => {
    expect(() => createIssueCollector({ cap })).toThrow(
      new RangeError(`Cannot collect issues: cap must be a non-negative integer, got ${cap}`),
    );
  });

  it("throws nothing when nothing was added", () => {
    expect(() => createIssueCollector().throwIfAny("read orders")).not.toThrow();
  });
});

describe("InvalidDataError", () => {
  it("lists the first five issues and the total", () => {
    const issues = createIssueCollector({ cap: 6 });
    for (let row = 0; row < 1203; row++) issues.add(badAmount(row));
    const error = caught(() => issues.throwIfAny("read orders"));
    expect(error.message.split("\n")).toEqual([
      "Cannot read orders: 1203 issues",
      ...[0, 1, 2, 3, 4].map((row) => `  row ${row}, price: expected a plain decimal, got "12,50"`),
      "  and 1198 more",
    ]);
    expect([error.name, error.code, error.total, error.issues.length]).toEqual([
      "InvalidDataError",
      "invalid-data",
      1203,
      6,
    ]);
  });

  it("says all there is when it is little", () => {
    const issues = createIssueCollector();
    issues.add(badAmount(4));
    expect(caught(() => issues.throwIfAny("read orders")).message).toBe(
      'Cannot read orders: 1 issue\n  row 4, price: expected a plain decimal, got "12,50"',
    );
  });

  it("counts even when no issue was kept", () => {
    const issues = createIssueCollector({ cap: 0 });
    issues.add(badAmount(4));
    expect(caught(() => issues.throwIfAny("read orders")).message).toBe(
      "Cannot read orders: 1 issue\n  and 1 more",
    );
  });

  it("keeps what was found up to then", () => {
    const issues = createIssueCollector();
    issues.add(badAmount(4));
    const error = caught(() => issues.throwIfAny("read orders"));
    issues.add(badAmount(5));
    expect([error.issues.length, error.total, Object.isFrozen(error.issues)]).toEqual([1, 1, true]);
  });

  it("survives JSON with code, total and issues", () => {
    const error = new InvalidDataError("read orders", [{ ...badAmount(4), path: [], message: "m" }], 7);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      code: "invalid-data",
      total: 7,
      issues: [{ code: "bad-amount", row: 4 }],
    });
  });

  it("is an error of the library", () => {
    const error = new InvalidDataError("read orders", []);
    expect(ClienteleError.is(error)).toBe(true);
    expect(error).toBeInstanceOf(Error);
  });
});
