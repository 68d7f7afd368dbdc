import assert from "node:assert/strict";
import { it } from "node:test";
import pg from "pg";
import { buildServer } from "../src/build-server.ts";
import { DEMO } from "../src/fill-demo.ts";
import { openDatabase } from "../src/store/open-database.ts";
import { createClient, createRetailer, type Reply, sendAll } from "./_client.ts";

const url = `postgres://${process.env["PGUSER"] ?? "postgres"}@127.0.0.1/test`;
const schema = `clientele_service_${process.pid}`;
const { asOf, currency, zone } = DEMO;

it("does the same on PostgreSQL, by URL", async (context) => {
  const admin = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await admin.connect();
  } catch {
    return context.skip("no PostgreSQL server at 127.0.0.1:5432");
  }
  try {
    const database = await openDatabase({ url, schema });
    const service = await buildServer({ database, apiKey: "k", company: { zone, currency } });
    try {
      const client = createClient(await service.listen({ host: "127.0.0.1", port: 0 }), "k");
      const retailer = createRetailer(5);
      const { recorded } = await sendAll(client, retailer);
      assert.deepEqual(await sendAll(client, retailer), { recorded: 0, unchanged: recorded });
      assert.equal((await client.post("/days", { asOf })).status, 202);
      const again = await client.post("/days", { asOf });
      assert.deepEqual([again.status, again.body.type], [409, "/problems/day-running"]);
      const { summary } = await client.dayUntil(asOf, ({ state }) => state === "done");
      const { items } = (await client.get("/reminders?limit=500")).body;
      assert.equal(items.length, summary.reminders.decisions.send);
      assert.ok(items.length > 0 && items.every(({ reasons }: Reply["body"]) => reasons.length > 0));
    } finally {
      await service.close();
    }
  } finally {
    await admin.query(`drop schema if exists ${schema} cascade`);
    await admin.end();
  }
});
