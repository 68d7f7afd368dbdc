import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateRetailer } from "clientele/synthetic";
import { DEMO } from "../src/fill-demo.ts";

/** What the service answers. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it.
  readonly body: any;
}

/** Speaks to a service over HTTP. */
export function createClient(address: string, key: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const response = await fetch(address + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const get = (path: string) => call("GET", path);
  const post = (path: string, body: unknown) => call("POST", path, body);
  return {
    call,
    get,
    post,
    /** Waits until the run of a day stands as asked, and returns its status. */
    async dayUntil(asOf: string, isSo: (status: Reply["body"]) => boolean): Promise<Reply["body"]> {
      for (;;) {
        const { body } = await get(`/days/${asOf}`);
        if (isSo(body)) return body;
        if (body.state !== "running") throw new Error(`The day is over: ${JSON.stringify(body)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}

export type Client = ReturnType<typeof createClient>;

/** A folder that is gone when the process ends. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "clientele-service-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "data");
}

/** Where the records of a collection go. */
const urls = {
  parties: "/parties",
  contactPoints: "/contact-points",
  relationships: "/relationships",
  affiliations: "/affiliations",
  importantDates: "/important-dates",
  preferences: "/preferences",
  consents: "/consents",
  facts: "/facts",
  products: "/products",
  installedProducts: "/installed-products",
  opportunities: "/opportunities",
  complaints: "/complaints",
  accountAssignments: "/account-assignments",
  orderLines: "/orders",
  interactions: "/interactions",
  pointsEntries: "/points",
  surveyAnswers: "/survey-answers",
  behaviourEvents: "/behaviour-events",
  costEntries: "/costs",
} as const;

/** A small retailer, by the address that each of its lists is sent to. */
export function createRetailer(customers: number): ReadonlyMap<string, readonly { readonly id: string }[]> {
  const { asOf, currency } = DEMO;
  const retailer = generateRetailer({ seed: 7, asOf, currency, customers, turns: true });
  return new Map(
    Object.entries(urls).flatMap(([name, url]) => {
      const records = retailer[name as keyof typeof urls];
      return records.length === 0 ? [] : [[url, records] as const];
    }),
  );
}

/** Sends all of it, a thousand at a time, and counts what was new. */
export async function sendAll(
  client: Client,
  lists: ReadonlyMap<string, readonly object[]>,
): Promise<{ readonly recorded: number; readonly unchanged: number }> {
  let [recorded, unchanged] = [0, 0];
  for (const [url, records] of lists)
    for (let from = 0; from < records.length; from += 1000) {
      const { status, body } = await client.post(url, records.slice(from, from + 1000));
      if (status !== 200) throw new Error(`${url}: ${JSON.stringify(body)}`);
      recorded += body.recorded;
      unchanged += body.unchanged;
    }
  return { recorded, unchanged };
}
