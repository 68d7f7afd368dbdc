import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { withModelTables } from "../../scripts/_model-tables.ts";

it("has its tables of records and attributes on the page as they are in the code", () => {
  const page = readFileSync(resolve(import.meta.dirname, "../../docs/model.md"), "utf8");
  expect(withModelTables(page)).toBe(page);
  expect(withModelTables(page.replace("`likes.food`", "`likes.tea`"))).toBe(page);
  expect(() => withModelTables("")).toThrow("the page must have the mark");
});
