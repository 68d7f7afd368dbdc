import { assertEqual, assertRejects, readAll } from "./_assert.ts";
import { type ContractGroup, lacks } from "./_contract.ts";
import { sampleInteraction, sampleOrderLine, samplePoints } from "./_sample-records.ts";

/** Append-only history: idempotent, all or nothing, in order of time, half-open. */
export const events: ContractGroup = {
  name: "events",
  declare(test) {
    test("events of every collection come back as they were appended", async (store) => {
      const line = sampleOrderLine("a", { productId: "p1", quantity: "2", cost: "7.125", channel: "web" });
      const interaction = sampleInteraction("a", { personId: "n1", topic: "Offer" });
      const points = samplePoints("a");
      assertEqual(await store.orderLines.append([line]), { appended: 1, duplicates: 0 }, "orderLines");
      assertEqual(
        await store.interactions.append([interaction]),
        { appended: 1, duplicates: 0 },
        "interactions",
      );
      assertEqual(
        await store.pointsEntries.append([points]),
        { appended: 1, duplicates: 0 },
        "pointsEntries",
      );
      assertEqual(await readAll(store.orderLines.read()), [line], "orderLines");
      assertEqual(await readAll(store.interactions.read()), [interaction], "interactions");
      assertEqual(await readAll(store.pointsEntries.read()), [points], "pointsEntries");
    });

    test("appending an event again does nothing and says so", async (store) => {
      const [a, b] = [sampleOrderLine("a"), sampleOrderLine("b")];
      assertEqual(
        await store.orderLines.append([a, a]),
        { appended: 1, duplicates: 1 },
        "twice in one batch",
      );
      assertEqual(await store.orderLines.append([b, a]), { appended: 1, duplicates: 1 }, "in a later batch");
      assertEqual(await store.orderLines.append([]), { appended: 0, duplicates: 0 }, "nothing");
      assertEqual(await readAll(store.orderLines.read()), [a, b], "what is stored");
    });

    test("history is not rewritten: the same id with another content is refused", async (store) => {
      const first = sampleOrderLine("a", { amount: "10.00" });
      await store.orderLines.append([first]);
      const error = await assertRejects(
        () => store.orderLines.append([sampleOrderLine("b"), sampleOrderLine("a", { amount: "99.00" })]),
        "ALREADY_EXISTS",
        "append",
      );
      assertEqual(error.details.id, "a", "details.id");
      assertEqual(await readAll(store.orderLines.read()), [first], "what is stored");
    });

    test("a batch with a bad event is refused whole, and all problems are listed", async (store) => {
      const bad = { ...sampleOrderLine("b"), amount: "12,50", orderedOn: "2026-02-30" } as never;
      const error = await assertRejects(
        () =>
          store.orderLines.append([
            sampleOrderLine("a"),
            bad,
            { ...sampleOrderLine("c"), extra: 1 } as never,
          ]),
        "INVALID_VALUE",
        "append",
      );
      const found = (error.details.issues ?? []).map((issue) => issue.row);
      assertEqual(found, [1, 1, 2], "rows of the issues, from 0");
      assertEqual(await readAll(store.orderLines.read()), [], "what is stored");
    });

    test("events may come from an asynchronous source, and one that fails leaves nothing", async (store) => {
      async function* source(fails: boolean): AsyncGenerator<ReturnType<typeof sampleOrderLine>> {
        yield sampleOrderLine("a");
        await Promise.resolve();
        if (fails) throw new Error("the source failed");
        yield sampleOrderLine("b");
      }
      let message = "";
      await store.orderLines.append(source(true)).catch((error: unknown) => {
        message = error instanceof Error ? error.message : "";
      });
      assertEqual(message, "the source failed", "the error of the source");
      assertEqual(await readAll(store.orderLines.read()), [], "after the failure");
      assertEqual(await store.orderLines.append(source(false)), { appended: 2, duplicates: 0 }, "append");
    });

    test("events come by time and then by id, in whatever order they arrived", async (store) => {
      await store.orderLines.append([
        sampleOrderLine("z", { orderedOn: "2026-03-02" }),
        sampleOrderLine("～", { orderedOn: "2026-03-01" }),
        sampleOrderLine("😀", { orderedOn: "2026-03-01" }),
      ]);
      await store.orderLines.append([sampleOrderLine("late", { orderedOn: "2025-12-31" })]);
      assertEqual(
        (await readAll(store.orderLines.read())).map((line) => line.id),
        ["late", "～", "😀", "z"],
        "days",
      );
      const instants = ["2026-03-01T09:00:01Z", "2026-03-01T09:00:00.5Z", "2026-03-01T09:00:00Z"];
      await store.interactions.append(
        instants.map((occurredAt, i) => sampleInteraction(`i${i}`, { occurredAt })),
      );
      assertEqual(
        (await readAll(store.interactions.read())).map((event) => event.id),
        ["i2", "i1", "i0"],
        "instants",
      );
    });

    test("an interval is half-open: from belongs to it, to does not", async (store) => {
      const days = ["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"] as const;
      await store.orderLines.append(days.map((orderedOn) => sampleOrderLine(orderedOn, { orderedOn })));
      const between = async (from?: string, to?: string): Promise<string[]> =>
        (await readAll(store.orderLines.read({ from, to }))).map((line) => line.id);
      assertEqual(await between("2026-03-01", "2026-04-01"), ["2026-03-01", "2026-03-31"], "March");
      assertEqual(await between(undefined, "2026-03-01"), ["2026-02-28"], "before March");
      assertEqual(await between("2026-04-01"), ["2026-04-01"], "from April");
      assertEqual(await between("2026-03-01", "2026-03-01"), [], "no days");
      const hour = ["2026-03-01T09:00:00Z", "2026-03-01T09:59:59.999Z", "2026-03-01T10:00:00.000Z"];
      await store.interactions.append(
        hour.map((occurredAt) => sampleInteraction(occurredAt, { occurredAt })),
      );
      const found = await readAll(
        store.interactions.read({ from: "2026-03-01T09:00:00.000Z", to: "2026-03-01T10:00:00Z" }),
      );
      assertEqual(
        found.map((event) => event.id),
        hour.slice(0, 2),
        "one hour",
      );
    });

    test("events of some subjects, and of none", async (store) => {
      await store.orderLines.append(
        ["c1", "c2", "c3"].map((customerId) => sampleOrderLine(customerId, { customerId })),
      );
      const of = async (subjectIds: readonly string[]): Promise<string[]> =>
        (await readAll(store.orderLines.read({ subjectIds }))).map((line) => line.id);
      assertEqual(await of(["c3", "c1", "c9"]), ["c1", "c3"], "two");
      assertEqual(await of([]), [], "none");
    });

    test("aggregates are offered and exact, or refused", async (store) => {
      const lines = [
        sampleOrderLine("a", { customerId: "～", orderId: "o1", amount: "0.1", orderedOn: "2026-03-05" }),
        sampleOrderLine("b", { customerId: "～", orderId: "o1", amount: "0.20", orderedOn: "2026-03-01" }),
        sampleOrderLine("c", {
          customerId: "😀",
          orderId: "o2",
          amount: "12345678901234567890.1",
          currency: "EUR",
        }),
        sampleOrderLine("d", {
          customerId: "～",
          orderId: "o3",
          amount: "-7.305",
          currency: "EUR",
          cost: "1",
        }),
        sampleOrderLine("e", { customerId: "B", orderedOn: "2027-01-01" }),
      ];
      await store.orderLines.append(lines);
      const aggregate = (query: Parameters<typeof store.orderLines.aggregate>[0]) =>
        readAll(store.orderLines.aggregate(query));
      if (!store.capabilities.aggregates) {
        await assertRejects(() => aggregate({}), "UNSUPPORTED", "aggregate");
        lacks("aggregates");
      }
      const [first, last] = ["2026-03-01", "2026-03-05"];
      assertEqual(
        await aggregate({ sum: "amount", distinct: "orderId", to: "2027-01-01" }),
        [
          { subjectId: "～", events: 3, first, last, sum: "-7.005", distinct: 2 },
          { subjectId: "😀", events: 1, first, last: first, sum: "12345678901234567890.1", distinct: 1 },
        ],
        "by customer",
      );
      assertEqual(
        await aggregate({ sum: "cost", by: "currency", subjectIds: ["～", "nobody"] }),
        [
          { subjectId: "～", by: "EUR", events: 1, first, last: first, sum: "1" },
          { subjectId: "～", by: "GBP", events: 2, first, last, sum: "0" },
        ],
        "by currency",
      );
      const byCost = await aggregate({ by: "cost", subjectIds: ["～"] });
      assertEqual(
        byCost.map((row) => [row.by, row.events]),
        [
          ["1", 1],
          [undefined, 2],
        ],
        "missing values last",
      );
      assertEqual(await aggregate({ subjectIds: [] }), [], "of nobody");
      for (const query of [{ sum: "currency" }, { sum: "colour" }, { by: "schemaVersion" }, { distinct: "" }])
        await assertRejects(() => aggregate(query), "INVALID_QUERY", JSON.stringify(query));
      await assertRejects(() => aggregate({ from: "yesterday" }), "INVALID_QUERY", "a bound");
    });

    test("aggregates of instants are of moments", async (store) => {
      if (!store.capabilities.aggregates) lacks("aggregates");
      const instants = ["2026-03-01T09:00:00.5Z", "2026-03-01T09:00:00Z", "2026-03-01T09:00:00.25Z"];
      await store.interactions.append(
        instants.map((occurredAt, i) => sampleInteraction(`i${i}`, { occurredAt })),
      );
      const rows = await readAll(store.interactions.aggregate());
      const [first, last] = ["2026-03-01T09:00:00.000Z", "2026-03-01T09:00:00.500Z"];
      assertEqual(rows, [{ subjectId: "c1", events: 3, first, last }], "rows");
    });

    test("a long batch is one batch: appended whole, or not at all", async (store) => {
      const lines = Array.from({ length: 2500 }, (_, i) => sampleOrderLine(`l${String(i).padStart(5, "0")}`));
      await assertRejects(
        () => store.orderLines.append([...lines, { ...lines[0], amount: "1" } as never]),
        "ALREADY_EXISTS",
        "the last differs from the first",
      );
      await assertRejects(
        () => store.orderLines.append([...lines, { ...lines[0], id: "" } as never]),
        "INVALID_VALUE",
        "the last is bad",
      );
      assertEqual(await readAll(store.orderLines.read()), [], "nothing is kept");
      assertEqual(await store.orderLines.append(lines), { appended: 2500, duplicates: 0 }, "whole");
      assertEqual(
        await store.orderLines.append(lines.slice(100)),
        { appended: 0, duplicates: 2400 },
        "again",
      );
      assertEqual((await readAll(store.orderLines.read())).length, 2500, "read");
    });

    test("a bound of the wrong kind is refused", async (store) => {
      for (const from of ["2026-03-01T00:00:00Z", "2026-02-30", "yesterday", ""])
        await assertRejects(() => readAll(store.orderLines.read({ from })), "INVALID_QUERY", `day: ${from}`);
      for (const to of ["2026-03-01", "2026-03-01T09:00:00", "2026-03-01T09:00:00+01:00"])
        await assertRejects(
          () => readAll(store.interactions.read({ to })),
          "INVALID_QUERY",
          `instant: ${to}`,
        );
    });

    test("events that were read are copies, and a read stops early or by a signal", async (store) => {
      const lines = ["a", "b", "c"].map((id) => sampleOrderLine(id));
      await store.orderLines.append(lines);
      for await (const line of store.orderLines.read()) line.amount = "0";
      for await (const _line of store.orderLines.read()) break;
      const controller = new AbortController();
      await assertRejects(
        async () => {
          for await (const _line of store.orderLines.read({}, { signal: controller.signal }))
            controller.abort();
        },
        "ABORTED",
        "read",
      );
      await assertRejects(
        () => store.orderLines.append([sampleOrderLine("d")], { signal: controller.signal }),
        "ABORTED",
        "append",
      );
      assertEqual(await readAll(store.orderLines.read()), lines, "what is stored");
    });
  },
};
