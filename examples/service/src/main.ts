/** The command: reads the settings, opens the database, listens. */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { buildServer } from "./build-server.ts";
import { DEMO, fillDemo } from "./fill-demo.ts";
import { openDatabase } from "./store/open-database.ts";

const { env } = process;
const { values } = parseArgs({
  options: {
    folder: { type: "string", default: env["CLIENTELE_FOLDER"] ?? "data" },
    url: { type: "string", default: env["CLIENTELE_URL"] ?? "" },
    schema: { type: "string", default: env["CLIENTELE_SCHEMA"] ?? "" },
    host: { type: "string", default: env["HOST"] ?? "127.0.0.1" },
    port: { type: "string", default: env["PORT"] ?? "8080" },
    zone: { type: "string", default: env["CLIENTELE_ZONE"] ?? DEMO.zone },
    currency: { type: "string", default: env["CLIENTELE_CURRENCY"] ?? DEMO.currency },
    company: { type: "string", default: env["CLIENTELE_COMPANY"] ?? "" },
    demo: { type: "string" },
    log: { type: "string", default: "warn" },
  },
});
const { folder, url, schema, host, port, zone, currency, company, demo, log } = values;

// Not an option: what is on the command line everybody on the machine can read.
const given = env["CLIENTELE_API_KEY"];
const apiKey = given || randomBytes(24).toString("base64url");

if (url === "") mkdirSync(folder, { recursive: true });
const database = await openDatabase(url === "" ? { folder } : { url, ...(schema === "" ? {} : { schema }) });
if (demo !== undefined) {
  const records = await fillDemo(database.store, Number(demo));
  if (records > 0) console.log(`The demo has ${records} records of ${demo} customers until ${DEMO.asOf}.`);
}
const app = await buildServer({
  database,
  apiKey,
  company: { zone, currency, ...(company === "" ? {} : { companyId: company }) },
  logger: { level: log },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void app.close());

console.log(`The service listens at ${await app.listen({ host, port: Number(port) })}.`);
if (!given) console.log(`The key of this start is ${apiKey}; set CLIENTELE_API_KEY to one of your own.`);
