/**
 * Requests per second and their latency, over real HTTP with connections kept alive: a contact brief, and recording an
 * interaction. `npm run bench -- [--customers 500] [--seconds 5] [--connections 8] [--url postgres://…]`
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "500" },
    seconds: { type: "string", default: "5" },
    connections: { type: "string", default: "8" },
    url: { type: "string", default: "" },
  },
});
const KEY = "bench";
const ASOF = "2026-06-15";
const folder = mkdtempSync(join(tmpdir(), "clientele-service-bench-"));
const child = spawn(
  process.execPath,
  [
    ...["--import", "tsx", "src/main.ts", "--port", "0", "--demo", values.customers],
    ...(values.url === "" ? ["--folder", join(folder, "data")] : ["--url", values.url]),
  ],
  {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { ...process.env, CLIENTELE_API_KEY: KEY },
    stdio: ["ignore", "pipe", "inherit"],
  },
);
process.on("exit", () => {
  child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const agent = new Agent({ keepAlive: true, maxSockets: Number(values.connections) });
const address = await new Promise<string>((resolve, reject) => {
  child.on("exit", () => reject(new Error("The service did not start")));
  createInterface({ input: child.stdout }).on("line", (line) => {
    const found = /listens at (http\S+)\.$/.exec(line)?.[1];
    if (found !== undefined) resolve(found);
  });
});

function call(method: string, path: string, body?: unknown): Promise<string> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      address + path,
      {
        method,
        agent,
        headers: {
          authorization: `Bearer ${KEY}`,
          ...(text === undefined
            ? {}
            : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const answer = Buffer.concat(parts).toString();
          if (response.statusCode! < 300) resolve(answer);
          else reject(new Error(`${method} ${path}: ${answer}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(text);
  });
}

/** As many calls at once as there are connections, for so many seconds, after one that warms up. */
async function measure(name: string, one: (number: number) => Promise<unknown>): Promise<void> {
  let number = 0;
  const round = async (seconds: number): Promise<number[]> => {
    const times: number[] = [];
    const end = performance.now() + seconds * 1000;
    const worker = async (): Promise<void> => {
      while (performance.now() < end) {
        const begun = performance.now();
        await one(number++);
        times.push(performance.now() - begun);
      }
    };
    await Promise.all(Array.from({ length: Number(values.connections) }, worker));
    return times.sort((a, b) => a - b);
  };
  await round(1);
  const begun = performance.now();
  const times = await round(Number(values.seconds));
  const perSecond = times.length / ((performance.now() - begun) / 1000);
  const at = (share: number): string => times[Math.floor(share * (times.length - 1))]!.toFixed(1);
  console.log(`| ${name} | ${perSecond.toFixed(0)} | ${at(0.5)} | ${at(0.99)} |`);
}

const { items } = JSON.parse(await call("GET", "/reminders?limit=1"));
if (items.length === 0) {
  await call("POST", "/days", { asOf: ASOF });
  for (;;) {
    const { state } = JSON.parse(await call("GET", `/days/${ASOF}`));
    if (state === "done") break;
    if (state === "failed") throw new Error("The day has failed");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
const run = JSON.parse(await call("GET", "/reminders?limit=500")).items as {
  readonly id: string;
  readonly subjectId: string;
}[];
const customers = [...new Set(run.map(({ subjectId }) => subjectId))];
const customer = (number: number): string => customers[number % customers.length]!;

console.log(
  `${values.url === "" ? "PGlite" : "PostgreSQL"}, ${values.customers} customers, ${values.connections} connections, ` +
    `${cpus().length} processors under a load of ${loadavg()[0]!.toFixed(1)}, Node ${process.version}\n`,
);
console.log("| request | a second | median, ms | 99 %, ms |\n| --- | --: | --: | --: |");
await measure("reasons of a decision", (number) =>
  call("GET", `/reminders/${encodeURIComponent(run[number % run.length]!.id)}`),
);
await measure("contact brief", (number) =>
  call("GET", `/customers/${customer(number)}/brief?channel=phone&asOf=${ASOF}T09:00:00Z`),
);
const start = Date.now();
await measure("record an interaction", (number) =>
  call("POST", "/interactions", [
    {
      schemaVersion: 1,
      id: `bench-${start}-${number}`,
      partyId: customer(number),
      occurredAt: new Date(Date.parse(`${ASOF}T09:00:00Z`) + number).toISOString(),
      channel: "phone",
      direction: "outbound",
      twoWay: true,
      summary: "Spoke of the kettle.",
    },
  ]),
);
process.exit();
