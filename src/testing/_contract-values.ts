import { assertEqual, assertRejects, assertThat, readAll } from "./_assert.ts";
import type { ContractGroup } from "./_contract.ts";
import { sampleDecision, sampleInsight, sampleOrderLine, sampleParty } from "./_sample-records.ts";

const texts = [
  "naïve café",
  "e\u0301 is not é",
  "王小明",
  "😀👨‍👩‍👧",
  "שלום",
  "quotes \" and ' and `",
  "back\\slash",
  "line\nbreak\ttab",
  "100 % _ ; -- /* */",
  "{{y}} $1 \\u0041",
  " leading and trailing ",
  "null",
  "0123",
  "x".repeat(500),
];

/** Values come back as they went in, and what some database could not keep is refused by all. */
export const values: ContractGroup = {
  name: "values",
  declare(test) {
    test("text comes back unchanged, as value and as id", async (store) => {
      for (const [i, name] of texts.entries()) {
        const id = i === texts.length - 1 ? "x".repeat(200) : name;
        const saved = await store.parties.save(sampleParty(id, { name }), { expected: "absent" });
        assertEqual(await store.parties.get(id), saved, JSON.stringify(name));
        assertEqual(saved.name, name, JSON.stringify(name));
      }
      assertEqual(await store.parties.count(), texts.length, "count");
    });

    test("numbers and exact decimals come back unchanged", async (store) => {
      const scores = [0, 0.1 + 0.2, 1 / 3, 5e-324, 1e21, 1.7976931348623157e308, Number.MAX_SAFE_INTEGER];
      for (const [i, score] of scores.entries()) {
        await store.decisions.save(sampleDecision(`d${i}`, { score }), { expected: "absent" });
        assertEqual((await store.decisions.get(`d${i}`))?.score, score, String(score));
      }
      const amounts = ["0.10", "0", "-0.005", "12345678901234567890.123456789", "100.000"];
      await store.orderLines.append(amounts.map((amount, i) => sampleOrderLine(`l${i}`, { amount })));
      const read = await readAll(store.orderLines.read());
      assertEqual(
        read.map((line) => line.amount),
        amounts,
        "amounts",
      );
    });

    test("the first and the last day that there are come back unchanged", async (store) => {
      for (const orderedOn of ["0001-01-01", "2024-02-29", "9999-12-31"] as const)
        await store.orderLines.append([sampleOrderLine(orderedOn, { orderedOn })]);
      const read = await readAll(store.orderLines.read());
      assertEqual(
        read.map((line) => line.orderedOn),
        ["0001-01-01", "2024-02-29", "9999-12-31"],
        "days",
      );
    });

    test("open payloads come back unchanged, whatever their depth", async (store) => {
      const payload = {
        text: "😀",
        number: -1.5e-7,
        yes: true,
        nothing: null,
        list: [1, "two", null, [], {}],
        deep: { er: { est: { "a key with spaces": 1, "": 2, constructor: "no" } } },
      };
      const saved = await store.insights.save(sampleInsight("a", { payload }), { expected: "absent" });
      assertEqual(saved.payload, payload, "saved");
      assertEqual((await store.insights.get("a"))?.payload, payload, "read");
    });

    test("minus zero is stored as zero, and undefined as absent", async (store) => {
      const record = { ...sampleDecision("a", { score: -0 }), question: undefined } as never;
      const saved = await store.decisions.save(record, { expected: "absent" });
      assertThat(Object.is(saved.score, 0), "the saved score is 0");
      assertThat(Object.is((await store.decisions.get("a"))?.score, 0), "the read score is 0");
      assertThat(
        !Object.hasOwn((await store.decisions.get("a"))!, "question"),
        "no key for an undefined field",
      );
    });

    test("what does not fit the schema is refused with every problem, and nothing is written", async (store) => {
      const wrong: readonly (readonly [string, unknown, number])[] = [
        ["U+0000", sampleParty("a", { name: "a\u0000b" }), 1],
        ["a lone surrogate", sampleParty("a", { name: "a\ud83d" }), 1],
        ["an unknown field", { ...sampleParty("a"), colour: "red" }, 1],
        ["a missing field", { schemaVersion: 1, kind: "person", id: "a" }, 1],
        ["two problems", sampleParty("a", { name: "", timeZone: "Mars/Olympus" }), 2],
        ["another schema version", { ...sampleParty("a"), schemaVersion: 2 }, 1],
      ];
      for (const [what, record, problems] of wrong) {
        const error = await assertRejects(
          () => store.parties.save(record as never, { expected: "any" }),
          "INVALID_VALUE",
          what,
        );
        assertEqual(error.details.issues?.length, problems, `${what}: issues`);
      }
      assertEqual(await store.parties.count(), 0, "count");
    });

    test("what no database keeps is refused inside open payloads, too", async (store) => {
      for (const payload of [
        { a: "\u0000" },
        { a: ["\ud800"] },
        { "k\u0000": 1 },
        { a: Number.NaN },
        { a: Number.POSITIVE_INFINITY },
      ]) {
        await assertRejects(
          () => store.insights.save(sampleInsight("a", { payload }), { expected: "any" }),
          "INVALID_VALUE",
          JSON.stringify(payload),
        );
      }
    });
  },
};
