import { isDeepStrictEqual } from "node:util";
import {
  type ClienteleStore,
  type CollectionName,
  collections,
  type EventRepository,
  type Repository,
} from "clientele/repositories";
import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { problemResponses } from "../problem.ts";

type Stored = { readonly id: string };

/** What is recorded where. What the library concludes itself (insights, snapshots, decisions) is not among it. */
const recordedAt = {
  "/parties": "parties",
  "/contact-points": "contactPoints",
  "/relationships": "relationships",
  "/affiliations": "affiliations",
  "/important-dates": "importantDates",
  "/preferences": "preferences",
  "/consents": "consents",
  "/facts": "facts",
  "/products": "products",
  "/installed-products": "installedProducts",
  "/opportunities": "opportunities",
  "/complaints": "complaints",
  "/contracts": "contracts",
  "/account-assignments": "accountAssignments",
  "/orders": "orderLines",
  "/interactions": "interactions",
  "/points": "pointsEntries",
  "/survey-answers": "surveyAnswers",
  "/behaviour-events": "behaviourEvents",
  "/costs": "costEntries",
} as const satisfies Readonly<Record<string, CollectionName>>;

const recordedSchema = z
  .object({ recorded: z.int().describe("new or changed"), unchanged: z.int().describe("there already") })
  .describe("what became of the records; sending them again leaves all of them unchanged");

/** Takes lists of records, each all or nothing. */
export function recordRoutes(app: FastifyInstance, store: ClienteleStore, most: number): void {
  for (const [url, name] of Object.entries(recordedAt)) {
    const { kind, schema } = collections[name];
    const body = z
      .array(schema as z.ZodType<Stored>)
      .min(1)
      .max(most);
    app.route<{ Body: Stored[] }>({
      method: "POST",
      url,
      schema: {
        tags: ["records"],
        summary:
          kind === "events"
            ? `Add to ${name}: all or none. What is there already stays as it is; another content under its id is refused`
            : `Save ${name}: all or none. A record takes the place of the one with its id`,
        body,
        response: { 200: recordedSchema, ...problemResponses },
      },
      handler: ({ body }) =>
        kind === "events"
          ? add(store[name] as unknown as EventRepository<Stored>, body)
          : store.transaction((tx) => save(tx[name] as unknown as Repository<Stored>, body), {
              maxRetries: 3,
            }),
    });
  }
}

type Recorded = z.infer<typeof recordedSchema>;

async function add(events: EventRepository<Stored>, records: readonly Stored[]): Promise<Recorded> {
  const { appended, duplicates } = await events.append(records);
  return { recorded: appended, unchanged: duplicates };
}

/** What is the same is not written again, so that its version tells of changes alone. */
async function save(repository: Repository<Stored>, records: readonly Stored[]): Promise<Recorded> {
  const stored = await repository.getMany(records.map(({ id }) => id));
  const changed = records.flatMap((record, i) => {
    const known = stored[i];
    if (known !== undefined && isDeepStrictEqual({ ...known, version: 0 }, { ...record, version: 0 }))
      return [];
    return [{ record, expected: known?.version ?? ("absent" as const) }];
  });
  await repository.saveMany(changed);
  return { recorded: changed.length, unchanged: records.length - changed.length };
}
