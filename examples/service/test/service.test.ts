import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { builtInAttributes } from "clientele/model";
import { buildServer } from "../src/build-server.ts";
import { DEMO } from "../src/fill-demo.ts";
import { type Database, openDatabase } from "../src/store/open-database.ts";
import { type Client, createClient, createRetailer, freshFolder, type Reply, sendAll } from "./_client.ts";

const { default: Ajv } = createRequire(import.meta.url)(
  "ajv/dist/2020.js",
) as typeof import("ajv/dist/2020.js");
const KEY = "a key for tests";
const { asOf, currency, zone } = DEMO;
const retailer = createRetailer(30);
const size = [...retailer.values()].reduce((sum, records) => sum + records.length, 0);

const folder = freshFolder();
let database: Database;
let service: Awaited<ReturnType<typeof buildServer>>;
let address: string;
let client: Client;

before(async () => {
  database = await openDatabase({ folder });
  service = await buildServer({
    database,
    apiKey: KEY,
    company: { zone, currency },
    bodyLimit: 500_000,
  });
  address = await service.listen({ host: "127.0.0.1", port: 0 });
  client = createClient(address, KEY);
});
after(() => service.close());

function isProblem({ headers, status, body }: Reply, expected: number, kind: string): void {
  assert.equal(status, expected, JSON.stringify(body));
  assert.match(headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.equal(body.type, `/problems/${kind}`);
  assert.equal(body.status, expected);
  assert.ok(body.title.length > 0 && body.detail.length > 0);
  assert.ok(!JSON.stringify(body).includes("    at "), "no stack");
}

/** Every schema of a document of OpenAPI: of bodies, parameters and answers. */
function schemasOf(node: unknown): object[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, part]) =>
    key === "schema" && typeof part === "object" ? [part] : schemasOf(part),
  );
}

const [party] = retailer.get("/parties") as readonly { readonly id: string; readonly name: string }[];
const [line] = retailer.get("/orders") as readonly { readonly id: string; readonly amount: string }[];

describe("who may ask", () => {
  it("refuses a wrong key, a missing one, and a part of the right one, also where there is nothing", async () => {
    for (const key of ["wrong", "", KEY.slice(0, -1), `${KEY}x`]) {
      const reply = await createClient(address, key).get("/reminders");
      isProblem(reply, 401, "no-key");
      assert.equal(reply.headers.get("www-authenticate"), "Bearer");
    }
    isProblem(await createClient(address, "wrong").get("/nothing"), 401, "no-key");
  });

  it("takes the key as x-api-key as well", async () => {
    const { status } = await fetch(`${address}/reminders`, { headers: { "x-api-key": KEY } });
    assert.equal(status, 200);
  });
});

describe("what cannot be answered", () => {
  it("knows no other route and no other method", async () => {
    isProblem(await client.get("/nothing"), 404, "not-found");
    isProblem(await client.call("DELETE", "/parties"), 404, "not-found");
    isProblem(await client.get("/reminders/none"), 404, "not-found");
    isProblem(await client.get("/days/2001-01-01"), 404, "not-found");
  });

  it("names every wrong field with its row and what it must be", async () => {
    const reply = await client.post("/orders", [
      line,
      { ...line, id: "bad", amount: "1,50", currency: "pounds", colour: "red" },
    ]);
    isProblem(reply, 400, "invalid-data");
    const paths = reply.body.issues.map((issue: { path: unknown[] }) => issue.path.join("."));
    assert.deepEqual(paths.sort(), ["1.amount", "1.colour", "1.currency"]);
    assert.ok(reply.body.issues.every((issue: { expected: string }) => issue.expected.length > 0));
    assert.ok(!JSON.stringify(reply.body).includes("1,50"), "values are not repeated");
  });

  it("refuses what is no list, no day, no JSON, and no such filter", async () => {
    isProblem(await client.post("/parties", { id: "a" }), 400, "invalid-data");
    isProblem(await client.post("/parties", []), 400, "invalid-data");
    isProblem(await client.post("/parties", "[{"), 400, "bad-request");
    isProblem(await client.post("/days", { asOf: "2026-02-30" }), 400, "invalid-data");
    const filtered = await client.get("/reminders?verdict=perhaps&colour=red&limit=0");
    isProblem(filtered, 400, "invalid-data");
    const paths = filtered.body.issues.map((issue: { path: unknown[] }) => issue.path.join("."));
    assert.deepEqual(paths.sort(), ["colour", "limit", "verdict"]);
    const cursor = await client.get("/reminders?cursor=nonsense");
    isProblem(cursor, 400, "invalid-data");
    assert.deepEqual(cursor.body.issues[0].path, ["cursor"]);
  });

  it("refuses a body that is too large, and one that is not JSON", async () => {
    isProblem(await client.post("/parties", `["${"x".repeat(500_000)}"]`), 413, "too-large");
    const xml = await fetch(`${address}/parties`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/xml" },
      body: "<party/>",
    });
    assert.equal(xml.status, 415);
  });

  it("explains its problems where their type leads", async () => {
    const { body } = await client.get("/nothing");
    const { status, body: kind } = await client.get(body.type);
    assert.deepEqual([status, kind.status, kind.title], [200, 404, body.title]);
  });
});

describe("the description of the service", () => {
  it("is OpenAPI 3, names every route, and leads nowhere that is not there", async () => {
    const { body: document } = await createClient(address, "").get("/openapi.json");
    assert.match(document.openapi, /^3\./);
    for (const path of ["/parties", "/facts", "/orders", "/interactions", "/days", "/days/{asOf}"])
      assert.ok(path in document.paths, path);
    assert.deepEqual(
      Object.values(document.paths).flatMap((item) =>
        Object.entries(item as object).flatMap(([method, operation]) =>
          "4XX" in operation.responses || "4xx" in operation.responses ? [] : [method],
        ),
      ),
      [],
    );
    const text = JSON.stringify(document);
    for (const [, ref] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      let at = document;
      for (const step of ref!.split("/")) at = at?.[step];
      assert.ok(at !== undefined, ref);
    }
    for (const schema of schemasOf(document)) new Ajv({ strict: false, logger: false }).compile(schema);
    const { properties, required } =
      document.paths["/orders"].post.requestBody.content["application/json"].schema.items;
    assert.ok("amount" in properties && required.includes("amount"));
  });
});

describe("a working day", () => {
  it("records once what is sent twice, whole or not at all", async () => {
    assert.deepEqual(await sendAll(client, retailer), { recorded: size, unchanged: 0 });
    assert.deepEqual(await sendAll(client, retailer), { recorded: 0, unchanged: size });

    const changed = { ...party!, name: "Another Name" };
    assert.deepEqual((await client.post("/parties", [changed])).body, { recorded: 1, unchanged: 0 });
    assert.deepEqual((await client.post("/parties", [party])).body, { recorded: 1, unchanged: 0 });

    const fresh = { ...line!, id: "never" };
    isProblem(await client.post("/orders", [fresh, { ...line!, amount: "0.01" }]), 409, "conflict");
    assert.deepEqual((await client.post("/orders", [fresh])).body, { recorded: 1, unchanged: 0 });
    const twice = [
      { ...party!, id: "twin" },
      { ...party!, id: "twin", name: "Other" },
    ];
    isProblem(await client.post("/parties", twice), 400, "invalid-data");
    assert.deepEqual((await client.post("/parties", [{ ...party!, id: "twin" }])).body.recorded, 1);
  });

  it("runs the day while it answers others, one day at a time", async () => {
    const begun = await client.post("/days", { asOf });
    assert.equal(begun.status, 202);
    assert.equal(begun.headers.get("location"), `/days/${asOf}`);
    assert.equal(begun.body.state, "running");
    isProblem(await client.post("/days", { asOf }), 409, "day-running");
    isProblem(await client.post("/days", { asOf: "2026-06-16" }), 409, "day-running");
    assert.equal((await client.post("/parties", [{ ...party!, id: "meanwhile" }])).status, 200);
    const listed = await client.get("/reminders");
    assert.equal(listed.status, 200);
    assert.equal((await client.get(`/days/${asOf}`)).body.state, "running");

    const done = await client.dayUntil(asOf, ({ state }) => state === "done");
    assert.ok(done.summary.reminders.decisions.send > 0);
    assert.equal(done.summary.currency, currency);
    assert.ok(done.summary.orders.lines > 0);
  });

  it("runs it again without sending anything twice", async () => {
    const first = (await client.get("/reminders?limit=500")).body.items;
    await client.post("/days", { asOf });
    const done = await client.dayUntil(asOf, ({ state }) => state === "done");
    assert.equal(done.summary.reminders.decisions.send ?? 0, 0);
    assert.deepEqual((await client.get("/reminders?limit=500")).body.items, first);
  });

  it("lists reminders page by page and by what they are", async () => {
    const { items } = (await client.get("/reminders?limit=500")).body;
    const paged = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Reply = await client.get(
        `/reminders?limit=7${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      assert.ok(page.body.items.length <= 7);
      paged.push(...page.body.items);
      cursor = page.body.nextCursor;
    }
    assert.deepEqual(paged, items);
    const [{ subjectId, ruleId, dueOn }] = items;
    for (const [filter, holds] of [
      [`subjectId=${subjectId}`, (one: Reply["body"]) => one.subjectId === subjectId],
      [`ruleId=${ruleId}`, (one: Reply["body"]) => one.ruleId === ruleId],
      [`dueTo=${dueOn}`, (one: Reply["body"]) => one.dueOn < dueOn],
      ["audience=customer", (one: Reply["body"]) => one.audience === "customer"],
    ] as const)
      assert.deepEqual((await client.get(`/reminders?limit=500&${filter}`)).body.items, items.filter(holds));
    const suppressed = (await client.get("/reminders?verdict=suppress&limit=500")).body.items;
    assert.ok(suppressed.every(({ verdict }: Reply["body"]) => verdict === "suppress"));
  });

  it("gives the reasons of a decision and takes what became of it, once", async () => {
    const [item] = (await client.get("/reminders?limit=1")).body.items;
    const path = `/reminders/${encodeURIComponent(item.id)}`;
    const { decision, events, state } = (await client.get(`${path}?asOf=${item.at}`)).body;
    assert.deepEqual(decision, item);
    assert.ok(decision.reasons[0].text.length > 0 && decision.evidence.length > 0);
    assert.deepEqual([events, state.state], [[], "open"]);

    const seen = { at: item.at, kind: "acknowledged" };
    assert.equal((await client.post(`${path}/events`, seen)).body.recorded, true);
    assert.equal((await client.post(`${path}/events`, seen)).body.recorded, false);
    const outcome = { at: item.at, kind: "outcome", outcome: "responded" };
    assert.deepEqual((await client.post(`${path}/events`, outcome)).body.state.outcomes, ["responded"]);
    const after = (await client.get(`${path}?asOf=${item.at}`)).body;
    assert.deepEqual(
      [after.events.map(({ kind }: Reply["body"]) => kind).sort(), after.state.state],
      [["acknowledged", "outcome"], "acknowledged"],
    );

    isProblem(await client.post(`${path}/events`, { ...seen, kind: "failed" }), 409, "conflict");
    isProblem(await client.post(`${path}/events`, { ...seen, note: "other" }), 409, "conflict");
    const vague = await client.post(`${path}/events`, { ...seen, kind: "snoozed" });
    isProblem(vague, 400, "invalid-data");
    assert.deepEqual(vague.body.issues[0].path, ["until"]);
    isProblem(await client.post("/reminders/none/events", seen), 404, "not-found");
    const [suppressed] = (await client.get("/reminders?verdict=suppress&limit=1")).body.items;
    const other = `/reminders/${encodeURIComponent(suppressed.id)}`;
    assert.equal((await client.get(other)).body.state, undefined);
    isProblem(await client.post(`${other}/events`, seen), 409, "conflict");
  });

  it("records a contact with what was learned in it, once, and shows it on the customer's page", async () => {
    const [{ subjectId }] = (await client.get("/reminders?limit=1")).body.items;
    const at = "2026-06-15T10:00:00Z";
    const fact = builtInAttributes.fact("likes.food", "noodles", {
      id: "learned-1",
      subjectId,
      provenance: { method: "stated", channel: "phone" },
      observedAt: at,
    });
    const interaction = {
      ...{ schemaVersion: 1, id: "call-1", partyId: subjectId, occurredAt: at, channel: "phone" },
      ...{ direction: "outbound", twoWay: true, topic: "a new kettle" },
    };
    const contact = { interaction, facts: [fact] };
    const first = await client.post("/contacts", contact);
    assert.deepEqual([first.status, first.body.recorded, first.body.learned.length], [200, true, 1]);
    const second = await client.post("/contacts", contact);
    assert.deepEqual([second.status, second.body.recorded], [200, false]);
    isProblem(
      await client.post("/contacts", { interaction: { ...interaction, topic: "other" } }),
      409,
      "conflict",
    );
    const bad = await client.post("/contacts", {
      interaction: { ...interaction, id: "call-2" },
      facts: [{ ...fact, id: "learned-2", subjectId: 7 }],
    });
    isProblem(bad, 400, "invalid-data");
    assert.deepEqual(bad.body.issues[0].path, ["facts", 0, "subjectId"]);
    const stray = { ...fact, id: "learned-3", provenance: { ...fact.provenance, interactionId: "other" } };
    isProblem(await client.post("/contacts", { ...contact, facts: [stray] }), 400, "invalid-data");

    const brief = await client.get(`/customers/${subjectId}/brief?asOf=2026-06-15T11:00:00Z&recent=1`);
    assert.equal(brief.status, 200, JSON.stringify(brief.body));
    assert.equal(brief.body.partyId, subjectId);
    assert.deepEqual(
      brief.body.recent.map(({ id }: Reply["body"]) => id),
      ["call-1"],
    );
    assert.ok(brief.body.freshness.some(({ attribute }: Reply["body"]) => attribute === "likes.food"));
    assert.ok(brief.body.reminders.length > 0 && brief.body.questions.length > 0);
    assert.ok((await client.get(`/customers/${subjectId}/brief`)).body.asOf > "2026");

    isProblem(await client.get("/customers/nobody/brief"), 404, "not-found");
    const query = await client.get(`/customers/${subjectId}/brief?asOf=today&channel=pigeon&recent=-1`);
    isProblem(query, 400, "invalid-data");
    const paths = query.body.issues.map((issue: { path: unknown[] }) => issue.path.join("."));
    assert.deepEqual(paths.sort(), ["asOf", "channel", "recent"]);
  });

  it("says why a day has failed", async () => {
    const lent = { ...database, close: async () => undefined };
    const company = { zone: "Europe/Atlantis", currency };
    const lost = await buildServer({ database: lent, apiKey: KEY, company });
    try {
      const other = createClient(await lost.listen({ host: "127.0.0.1", port: 0 }), KEY);
      assert.equal((await other.post("/days", { asOf })).status, 202);
      const { failure, progress } = await other.dayUntil(asOf, ({ state }) => state === "failed");
      assert.match(failure.message, /Europe\/Atlantis/);
      assert.equal(progress, undefined);
    } finally {
      await lost.close();
    }
  });

  it("stops the run when it is closed", async () => {
    const day = "2026-06-16";
    assert.equal((await client.post("/days", { asOf: day })).status, 202);
    await client.dayUntil(day, ({ progress }) => progress !== undefined);
    await service.close();
    await assert.rejects(client.get("/health"));
    const reopened = await openDatabase({ folder });
    const written = await reopened.store.snapshots.count({ op: "eq", field: "asOf", value: day });
    await reopened.close();
    assert.equal(written, 0);
  });
});
