import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { withRuleTables } from "../../scripts/_rule-tables.ts";

it("has every rule on the page as it is in the code", () => {
  const page = readFileSync(resolve(import.meta.dirname, "../../docs/reminder-rules.md"), "utf8");
  expect(withRuleTables(page)).toBe(page);
  expect(withRuleTables(page.replace("### `birthday`, CC1", "### `birthday`, CC2"))).toBe(page);
  expect(() => withRuleTables("")).toThrow("the page must have the mark");
});
