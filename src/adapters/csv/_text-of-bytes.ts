import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { csvError } from "./csv-error.ts";

export interface TextOptions {
  readonly name: string;
  readonly encoding: string | undefined;
  readonly onProgress: ((progress: { readonly bytes: number }) => void) | undefined;
}

export interface OpenText {
  readonly encoding: string;
  readonly compressed: boolean;
  /** The text in pieces of any length, with every line break as `\n` and one at the very end. */
  readonly pieces: AsyncGenerator<string>;
  /** Lets go of the source, wherever the reading stopped. */
  close(): Promise<void>;
}

/** Opens bytes as text: unpacks gzip, tells the encoding, makes all line breaks alike. */
export async function openText(source: AsyncIterable<Uint8Array>, options: TextOptions): Promise<OpenText> {
  const { name, onProgress } = options;
  const bytes = counted(source, onProgress);
  try {
    const packed = await startsWith(bytes);
    const compressed = packed.head[0] === 0x1f && packed.head[1] === 0x8b;
    const { head, all } = compressed ? await startsWith(unpacked(packed.all, name)) : packed;
    if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04) {
      const finding = "it is a zip archive or a workbook, not CSV; save the sheet as CSV first";
      throw csvError(name, "csv-not-text", finding);
    }
    const encoding = options.encoding ?? encodingOfMark(head) ?? "utf-8";
    const pieces = likeLines(decoded(all, encoding, name));
    const close = async (): Promise<void> => {
      await pieces.return(undefined);
      await bytes.return(undefined);
    };
    return { encoding, compressed, pieces, close };
  } catch (error) {
    await bytes.return(undefined);
    throw error;
  }
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  onProgress: TextOptions["onProgress"],
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    onProgress?.({ bytes });
    yield chunk;
  }
}

/** The first bytes (fewer than four only if there are no more) without losing them for the reader. */
async function startsWith(
  source: AsyncGenerator<Uint8Array>,
): Promise<{ head: Uint8Array; all: AsyncGenerator<Uint8Array> }> {
  const first: Uint8Array[] = [];
  let length = 0;
  let done = false;
  while (length < 4 && !done) {
    const next = await source.next();
    if (next.done === true) done = true;
    else {
      first.push(next.value);
      length += next.value.length;
    }
  }
  const head = Buffer.concat(first);
  async function* all(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    if (!done) yield* source;
  }
  return { head, all: all() };
}

async function* unpacked(source: AsyncGenerator<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  // A fault of the source destroys the unpacker with the same error, which then arrives below.
  pipeline(Readable.from(source), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === "Z_BUF_ERROR")
      throw csvError(name, "csv-bad-gzip", "its gzip data end too early", { cause: error });
    if (typeof code === "string" && code.startsWith("Z_"))
      throw csvError(name, "csv-bad-gzip", "its gzip data are damaged", { cause: error });
    throw error;
  }
}

function encodingOfMark(head: Uint8Array): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
}

async function* decoded(
  source: AsyncGenerator<Uint8Array>,
  encoding: string,
  name: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    let text: string;
    try {
      text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (error) {
      throw csvError(name, "csv-not-text", `it is not ${encoding} text`, { cause: error });
    }
    if (text.includes("\u0000")) throw csvError(name, "csv-not-text", "it holds binary data, not text");
    return text;
  };
  for await (const chunk of source) yield decode(chunk);
  yield decode();
}

/** CRLF becomes LF; a lone CR too, in a file that knows no LF. */
async function* likeLines(source: AsyncGenerator<string>): AsyncGenerator<string> {
  let held = "";
  let last = "\n";
  let style: "unknown" | "lf" | "cr" = "unknown";
  for await (const piece of source) {
    let text = held + piece;
    held = "";
    if (style === "unknown") style = text.includes("\n") ? "lf" : /\r./s.test(text) ? "cr" : "unknown";
    // A CR at the very end may be half of a CRLF: it waits for the next piece.
    if (text.endsWith("\r")) {
      held = "\r";
      text = text.slice(0, -1);
    }
    if (text === "") continue;
    if (text.includes("\r")) {
      text = text.replaceAll("\r\n", "\n");
      if (style === "cr") text = text.replaceAll("\r", "\n");
    }
    last = text;
    yield text;
  }
  if (!last.endsWith("\n")) yield "\n";
}
