import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isTimeZone } from "../calendar/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import { lockFolder } from "./lock-folder.ts";
import { openEmbeddedStore } from "./open-embedded-store.ts";
import { currencyOption } from "./option-values.ts";
import { printable } from "./render/text-width.ts";
import { UsageError } from "./usage-error.ts";

/** What a folder says of the company whose customers it holds. */
export interface FolderSettings {
  /** ISO 4217 code of all orders. */
  readonly currency: string;
  /** The company's time zone. */
  readonly zone: string;
  /** The party that is the own company, if it is on file. */
  readonly companyId?: string | undefined;
}

const SETTINGS = "clientele.json";
const FORMAT = { format: "clientele-folder", version: 1 } as const;

/** A folder with its store open; closing lets the next command in. */
export interface OpenFolder extends AsyncDisposable {
  readonly settings: FolderSettings;
  readonly store: ClienteleStore;
}

/** Makes a folder with an empty store. The settings come last: a folder that has them is complete. */
export async function createFolder(path: string, settings: FolderSettings): Promise<void> {
  await mkdir(path, { recursive: true });
  if ((await readSettings(path)) !== undefined)
    throw new UsageError(`${printable(path)} has a store already; import into it, or name another folder`);
  await using _lock = await lockFolder(path);
  await using store = await openEmbeddedStore(path);
  await store.upgradeSchema();
  const text = `${JSON.stringify({ ...FORMAT, ...settings }, null, 2)}\n`;
  await writeFile(join(path, `${SETTINGS}.new`), text);
  await rename(join(path, `${SETTINGS}.new`), join(path, SETTINGS));
}

/** Opens the store of a folder for one command at a time. */
export async function openFolder(path: string): Promise<OpenFolder> {
  const settings = await readSettings(path);
  if (settings === undefined)
    throw new UsageError(
      `there is no store in ${printable(path)}; make one: clientele init --in ${printable(path)} --currency GBP`,
    );
  const lock = await lockFolder(path);
  try {
    const store = await openEmbeddedStore(path);
    try {
      await store.upgradeSchema();
    } catch (error) {
      await store.close();
      throw error;
    }
    return {
      settings,
      store,
      async [Symbol.asyncDispose]() {
        try {
          await store.close();
        } finally {
          await lock[Symbol.asyncDispose]();
        }
      },
    };
  } catch (error) {
    await lock[Symbol.asyncDispose]();
    throw error;
  }
}

async function readSettings(path: string): Promise<FolderSettings | undefined> {
  let text: string;
  try {
    text = await readFile(join(path, SETTINGS), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UsageError(`cannot read ${printable(join(path, SETTINGS))}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const wrong = (what: string): UsageError => new UsageError(`${printable(join(path, SETTINGS))} ${what}`);
  let value: Readonly<Record<string, unknown>>;
  try {
    value = Object(JSON.parse(text));
  } catch {
    throw wrong("is no JSON");
  }
  if (value["format"] !== FORMAT.format) throw wrong("is not of a folder of clientele");
  if (value["version"] !== FORMAT.version)
    throw wrong(`must be of version ${FORMAT.version}, got ${JSON.stringify(value["version"])}`);
  const { currency, zone, companyId } = value;
  if (typeof currency !== "string") throw wrong("must name the currency");
  currencyOption("currency", currency);
  if (typeof zone !== "string" || !isTimeZone(zone)) throw wrong("must name a time zone as zone");
  if (companyId !== undefined && typeof companyId !== "string") throw wrong("must name companyId as text");
  return { currency, zone, companyId };
}
