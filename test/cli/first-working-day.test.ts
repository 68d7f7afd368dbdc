import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { file, folder, run } from "./_run.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/guides/first-working-day.md"), "utf8");

/** The blocks of the page in their order: its files, its commands, and what each command prints. */
const blocks = [...page.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(
  ([, language = "", name, text = ""]) => ({ language, name, text }),
);

// Every command starts a database of its own.
describe("docs/guides/first-working-day.md", { timeout: 120_000 }, () => {
  const before = process.cwd();
  afterAll(() => process.chdir(before));

  it("prints what the page says", async () => {
    const place = folder();
    let printed = "";
    let commands = 0;
    process.chdir(place);
    for (const { language, name, text } of blocks) {
      if (name !== undefined) file(text, name, place);
      else if (language === "text")
        for (const line of text.trimEnd().split("\n")) expect(printed.split("\n")).toContain(line);
      else {
        expect(language).toBe("sh");
        const [, command] = /^npx clientele (.+)\n$/.exec(text) ?? [];
        if (command === undefined) continue; // the installation
        const { code, out, err } = await run(command.split(" "));
        expect([code, err]).toEqual([0, ""]);
        printed = out;
        commands++;
      }
    }
    process.chdir(before);
    expect(commands).toBeGreaterThanOrEqual(7);
  });
});
