import { type OrdersCsv, type ReadOrdersCsvOptions, readOrdersCsv } from "clientele/csv";

/** Bytes in chunks of a size, so that every seam can be tried. */
export async function* chunks(bytes: Uint8Array, size = 1 << 16): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export interface ReadOptions extends Partial<ReadOrdersCsvOptions> {
  readonly chunk?: number;
}

export function read(text: string | Uint8Array, options: ReadOptions = {}): Promise<OrdersCsv> {
  const { chunk, ...rest } = options;
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return readOrdersCsv(chunks(bytes, chunk), { currency: "EUR", name: "orders.csv", ...rest });
}

/** The lines of a log as short rows: customer, day, order, product, units. */
export function linesOf({ log }: OrdersCsv): readonly (readonly (string | number)[])[] {
  return Array.from({ length: log.size }, (_, line) => [
    log.customerIds[log.customers[line]!]!,
    new Date(log.days[line]! * 86_400_000).toISOString().slice(0, 10),
    log.orderIds?.[log.orderCodes[line]!] ?? "-",
    log.products === undefined ? "-" : (log.productIds[log.products[line]!] ?? "-"),
    log.amounts[line]!,
  ]);
}

/** What was wrong with a file that was refused. */
export async function refusal(
  text: string | Uint8Array,
  options: ReadOptions = {},
): Promise<readonly [unknown, string]> {
  try {
    await read(text, options);
  } catch (error) {
    return [(error as { code?: unknown }).code, (error as Error).message];
  }
  throw new Error("the file was read");
}
