import { describe, expect, it } from "vitest";
import { run } from "./_run.ts";

const data = process.env["CLIENTELE_DATA"];

describe("clientele report on UCI Online Retail", () => {
  it.skipIf(data === undefined)(
    "prints the published totals to the last digit",
    async () => {
      const path = `${data}/data/clv_rfm/uci_online_retail_full.csv.gz`;
      const { code, out, err } = await run(["report", path, "--currency", "GBP", "--as-of", "2011-12-10"]);
      expect([code, err]).toEqual([0, ""]);
      for (const line of [
        "541,909 rows: 406,829 order lines, 135,080 rows set aside",
        "purchases   397,884      4,338  18,532  £8,911,407.904",
        "returns       8,905      1,589            -£611,342.09",
        "free lines       40",
        "net         406,829      4,372          £8,300,065.814",
        "all scored               4,338",
        "value is revenue, purchases less returns: no cost is known of 406,829 lines",
        "  tier  customers  share        revenue  share\n",
        "cost to serve: no cost entry is on file, and all that follows is of revenue alone",
        "breadth: 147 customers buy one or two products; what they spend elsewhere is on file of none",
        "profit by retention: no profit, or no retention, is known",
      ])
        expect(out).toContain(line);
    },
    120_000,
  );
});
