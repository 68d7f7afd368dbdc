/**
 * Parses facts: by the catalogue of attributes, and by plain zod without any of our rules.
 *
 * Plain zod gets the same shape of the record (strict, with text, dates and enumerations) and the same schema of
 * the value, chosen by the attribute in a table; it does not check storable text, JSON, moments against each
 * other, nor days that do not exist. Alternating runs of each, the best of five; the ratio counts.
 */
import * as z from "zod";
import { builtInAttributes, channelSchema, type Fact, provenanceMethods } from "../../src/model/index.ts";

const size = Number(process.argv[2] ?? 1_000_000);

const plainFact = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string().min(1).max(200),
  subjectId: z.string().min(1).max(200),
  attribute: z.string().max(100),
  qualifier: z.string().min(1).max(200).optional(),
  value: z.unknown(),
  confidence: z.number().min(0).max(1),
  provenance: z.strictObject({
    method: z.enum(provenanceMethods),
    channel: channelSchema.optional(),
    place: z.string().min(1).max(500).optional(),
    department: z.string().min(1).max(200).optional(),
    actor: z
      .strictObject({ kind: z.enum(["party", "staff", "partner", "system"]), id: z.string().optional() })
      .optional(),
    interactionId: z.string().min(1).max(200).optional(),
    importId: z.string().min(1).max(200).optional(),
    documentId: z.string().min(1).max(200).optional(),
  }),
  observedAt: z.iso.datetime(),
  checkedAt: z.iso.datetime().optional(),
  verifiedAt: z.iso.datetime().optional(),
  checkOutcome: z.enum(["confirmed", "changed", "unreachable", "refused"]).optional(),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
  recordedAt: z.iso.datetime(),
  retractedAt: z.iso.datetime().optional(),
  supersedesId: z.string().min(1).max(200).optional(),
  custom: z.record(z.string(), z.unknown()).optional(),
});
const text = z.string().min(1).max(1000);
const plainValues: Readonly<Record<string, z.ZodType>> = {
  "likes.food": text,
  "person.hometown": text,
  "business.employees": z.int().min(0),
  "likes.sport": z.strictObject({ sport: text, level: z.enum(["watches", "plays", "competes"]).optional() }),
};

const values = [
  ["likes.food", "dumplings"],
  ["person.hometown", "台南"],
  ["business.employees", 85],
  ["likes.sport", { sport: "rowing", level: "plays" }],
] as const;
const facts: readonly object[] = Array.from({ length: size }, (_, at) => {
  const [attribute, value] = values[at % values.length]!;
  return {
    schemaVersion: 1,
    id: `f${at}`,
    subjectId: `c${at % 100_000}`,
    attribute,
    value,
    confidence: 0.9,
    provenance: { method: "stated", channel: "phone", actor: { kind: "party" } },
    observedAt: "2026-03-01T10:00:00Z",
    recordedAt: "2026-03-01T10:05:00.250Z",
    ...(at % 3 === 0 ? { checkedAt: "2026-05-01T10:00:00Z", verifiedAt: "2026-05-01T10:00:00Z" } : {}),
    ...(at % 2 === 0 ? { validFrom: "2026-01-01", validTo: "2027-01-01" } : {}),
  };
});

const runs = {
  "plain zod": () => {
    let good = 0;
    for (const fact of facts) {
      const record = plainFact.safeParse(fact);
      if (record.success && plainValues[record.data.attribute]!.safeParse(record.data.value).success) good++;
    }
    return good;
  },
  catalogue: () => {
    let good: readonly Fact[] = [];
    good = builtInAttributes.checkFacts(facts).records;
    return good.length;
  },
};
const best = { "plain zod": Number.POSITIVE_INFINITY, catalogue: Number.POSITIVE_INFINITY };
for (let round = 0; round < 5; round++)
  for (const [name, run] of Object.entries(runs)) {
    const start = performance.now();
    if (run() !== size) throw new Error(`${name} refused a good fact`);
    best[name as keyof typeof best] = Math.min(best[name as keyof typeof best], performance.now() - start);
  }
for (const [name, ms] of Object.entries(best))
  console.log(
    `${name.padEnd(10)} ${ms.toFixed(0).padStart(6)} ms  ${(size / ms / 1000).toFixed(2)} million facts/s`,
  );
console.log(`catalogue / plain zod = ${(best.catalogue / best["plain zod"]).toFixed(2)}`);
