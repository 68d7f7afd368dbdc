import { addYears } from "clientele/calendar";
import { createStatePanel, NO_STATE, type StatePanel } from "clientele/orders";
import { dataRows } from "../orders/real-data.ts";
import { panelOf } from "./_panel.ts";

/** Holson's 1,000 people in 3 states over 11 periods. */
export const holson = (): StatePanel =>
  panelOf(
    dataRows("data/markov/markovchain_holson_panel.csv").map((row) => row.slice(1)),
    ["1", "2", "3"],
  );

/** 18,417 customers in 8 segments, 2006 to 2015; without a state before the first purchase. */
export function purchases(): StatePanel {
  const rows = dataRows("data/markov/purchases_segment_panel_2006_2015.csv");
  const cells = new Uint8Array(rows.length * 10);
  rows.forEach((row, c) => {
    for (let p = 0; p < 10; p++)
      cells[p * rows.length + c] = row[p + 1] === "" || row[p + 1] === "-1" ? NO_STATE : Number(row[p + 1]);
  });
  return createStatePanel({
    customerIds: rows.map(([id = ""]) => id),
    periods: Array.from({ length: 10 }, (_, p) => ({
      from: addYears("2006-01-01", p),
      to: addYears("2006-01-01", p + 1),
    })),
    states: [
      "inactive",
      "cold",
      "warm high value",
      "warm low value",
      "new warm",
      "active high value",
      "active low value",
      "new active",
    ],
    cells,
  });
}
