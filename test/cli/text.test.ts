import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPage } from "../../src/cli/render/page.ts";
import { formatTable, PAGE_WIDTH } from "../../src/cli/render/text-table.ts";
import { fitText, padText, printable, textWidth, wrapText } from "../../src/cli/render/text-width.ts";

const anyText = fc.string({
  unit: fc.constantFrom("a", "é", "客", "戶", "ｶ", "Ａ", "e\u0301", " ", "👍", "-"),
});

describe("the width of text", () => {
  it.each([
    ["abc", 3],
    ["客戶", 4],
    ["Ａ１", 4],
    ["ｶﾅ", 2],
    ["한국", 4],
    ["e\u0301", 1],
    ["👍", 2],
    ["£1,234.50", 9],
    ["…", 1],
    ["a\u200bb", 2],
    ["", 0],
  ])("of %j is %i", (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  it("adds up, and cutting and filling keep to it", () => {
    fc.assert(
      fc.property(anyText, anyText, fc.integer({ min: 1, max: 20 }), (a, b, width) => {
        expect(textWidth(a + b)).toBe(textWidth(a) + textWidth(b));
        expect(textWidth(fitText(a, width))).toBeLessThanOrEqual(width);
        expect(textWidth(padText(fitText(a, width), width, "right"))).toBe(width);
        if (textWidth(a) <= width) expect(fitText(a, width)).toBe(a);
      }),
    );
  });

  it("bounds every line of broken text, and loses nothing but spaces", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 20 }), (text, width) => {
        const lines = wrapText(text, width);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });

  it("shows what could steer a terminal as a replacement character", () => {
    expect(printable("a\u001b[31mb\r\n\u202ec")).toBe("a\ufffd[31mb\ufffd\ufffd\ufffdc");
    expect(printable("客戶 é £")).toBe("客戶 é £");
  });
});

describe("a table in plain text", () => {
  it("stands numbers to the right and full-width names in line", () => {
    const lines = formatTable(
      [{ title: "name" }, { title: "customers", align: "right" }],
      [
        ["客戶甲", "12"],
        ["Ann", "3,456"],
      ],
    );
    expect(lines).toEqual(["  name    customers", "  客戶甲         12", "  Ann         3,456"]);
  });

  it("is never wider than the page", () => {
    const cell = fc.oneof(
      anyText,
      anyText.map((text) => text.repeat(12)),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.stringMatching(/^[0-9]{0,12}$/)), { maxLength: 6 }), (rows) => {
        const lines = formatTable([{ title: "name" }, { title: "n", align: "right" }], rows);
        expect(lines.length).toBe(rows.length + 1);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(PAGE_WIDTH);
      }),
    );
  });

  it("has bold headings only where there is colour", () => {
    const page = (bold: boolean): string => {
      const made = createPage({ bold });
      made.heading("Tiers");
      made.line("one two", { indent: 4 });
      made.heading("Next");
      return made.toString();
    };
    expect(page(false)).toBe("Tiers\n    one two\n\nNext\n");
    expect(page(true)).toBe("\u001b[1mTiers\u001b[22m\n    one two\n\n\u001b[1mNext\u001b[22m\n");
  });
});
