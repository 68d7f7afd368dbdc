import { builtInRules, type Dossier } from "clientele/reminders";
import { reminderRuleLaws } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { examples, mei } from "./_examples.ts";

describe("the laws of reminder rules", () => {
  // The dossiers in which a rule speaks are those that can show it breaking a law.
  it.each(builtInRules.map((rule) => [rule.id, rule] as const))(
    "are kept by %s where it speaks",
    (id, rule) => {
      const { on, speaks, silent } = examples[id as keyof typeof examples];
      const given: Dossier[] = [{ party: mei, ...speaks }];
      if (typeof silent !== "string") given.push({ party: mei, ...speaks, ...silent });
      const laws = reminderRuleLaws(rule, { dossiers: fc.constantFrom(...given), asOf: on });
      const broken = laws.filter((law) => fc.check(law.property, { numRuns: 3, seed: 7 }).failed);
      expect(broken.map((law) => law.id)).toEqual([]);
    },
  );
});
