import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CommandIo, main } from "../../src/cli/index.ts";
import { textWidth } from "../../src/cli/render/text-width.ts";
import { file, run } from "./_run.ts";

const ORDERS = "customer_id,date,amount\nc1,2026-01-01,5\nc2,2026-01-02,6\n";

describe("clientele", () => {
  it("says its version, which is that of the package", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await run(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  it.each([
    [["--help"]],
    ...["report", "demo", "init", "import", "run", "brief", "why"].map((command) => [[command, "--help"]]),
  ])("helps: %j", async (args) => {
    const { code, out, err } = await run(args);
    expect([code, err]).toEqual([0, ""]);
    for (const line of out.split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(100);
  });

  it("names in its help every option that it takes", async () => {
    const { out } = await run(["report", "--help"]);
    for (const name of [
      ...["currency", "as-of", "time", "time-zone", "locale", "json", "net", "rejects", "date-format"],
      ...["customer", "date", "order", "amount", "quantity", "price", "product", "channel", "place"].map(
        (role) => `${role}-column`,
      ),
    ])
      expect(out).toContain(`--${name}`);
  });

  it.each([
    [[], "say what to do: clientele report, clientele demo or clientele init; see clientele --help"],
    [["repport"], 'there is no command "repport"; see clientele --help'],
    [["report"], "name a file of orders: clientele report ORDERS.csv --currency GBP"],
    [["report", "a.csv", "b.csv", "--currency", "EUR"], 'report takes one file, got a second: "b.csv"'],
    [["report", "a.csv"], "say in which currency the amounts are, for example --currency GBP"],
    [
      ["report", "a.csv", "--currency"],
      "option '--currency <value>' argument missing; see clientele report --help",
    ],
    [["report", "a.csv", "--currency", ""], "--currency needs a value"],
    [["report", "a.csv", "--currency", "XQQ"], '--currency must be an ISO 4217 code such as GBP, got "XQQ"'],
    [["report", "a.csv", "--currency", "eur"], '--currency must be an ISO 4217 code such as GBP, got "eur"'],
    [["report", "a.csv", "--curency", "EUR"], "unknown option '--curency'; see clientele report --help"],
    [
      ["report", "a.csv", "--currency", "EUR", "--net=1"],
      "option '--net' does not take an argument; see clientele report --help",
    ],
    [
      ["report", "a.csv", "--currency", "EUR", "--as-of", "2026-02-30"],
      '--as-of must be a day such as 2011-12-10, got "2026-02-30"',
    ],
    [
      ["report", "a.csv", "--currency", "EUR", "--time", "25:00"],
      '--time must be a time such as 09:00, got "25:00"',
    ],
    [
      ["report", "a.csv", "--currency", "EUR", "--time-zone", "Mars"],
      '--time-zone must be a time zone such as Europe/London, got "Mars"',
    ],
    [
      ["report", "a.csv", "--currency", "EUR", "--locale", "xx"],
      '--locale must be a locale such as en-GB, got "xx"',
    ],
    [
      ["report", "a.csv", "--currency", "EUR", "--locale", "_"],
      '--locale must be a locale such as en-GB, got "_"',
    ],
    [
      ["report", "a.csv", "--currency", "EUR", "--amount-column", "a", "--price-column", "p"],
      "give either --amount-column or --quantity-column with --price-column, not both",
    ],
    [
      ["report", "a.csv", "--currency", "EUR", "--separator", "x"],
      '--separator must be one of ",", ";", "|", "tab", got "x"',
    ],
    [["demo", "a.csv"], 'demo takes no file, got "a.csv"; see clientele report'],
    [["demo", "--customers", "0"], '--customers must be a whole number from 1 to 100000, got "0"'],
    [["demo", "--seed", "-1"], "option '--seed' argument is ambiguous"],
    [["demo", "--seed", "1.5"], '--seed must be a whole number from 0 to 9007199254740991, got "1.5"'],
    [
      ["demo", "--as-of", "1900-01-01"],
      '--as-of must lie between 1990-01-01 and 2100-12-31 for the demo, got "1900-01-01"',
    ],
  ])("refuses %j in one sentence and with 2", async (args, sentence) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^clientele: [^\n]+\n$/);
    expect(err).toContain(sentence);
  });

  it("does not let a file name steer the terminal", async () => {
    const { err } = await run(["report", "\u001b[2Jx.csv", "--currency", "EUR"]);
    expect(err).toBe("clientele: cannot read \ufffd[2Jx.csv: there is no such file\n");
  });

  it("takes an unexpected fault for a fault of the program", async () => {
    const err: string[] = [];
    const io = {
      stdout: {
        write: () => {
          throw new Error("the printer is on fire");
        },
      },
      stderr: { write: (text: string) => err.push(text) },
      env: {},
    } as unknown as CommandIo;
    expect(await main(["report", file(ORDERS), "--currency", "EUR"], io)).toBe(1);
    expect(err.join("")).toMatch(/^clientele: Error: the printer is on fire\n +at /);
  });
});
