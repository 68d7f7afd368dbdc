import { once } from "node:events";
import { MessageChannel } from "node:worker_threads";
import type { ClienteleStore } from "clientele/repositories";
import { startThread } from "../start-thread.ts";
import { openStore, type StoreAddress } from "./open-store.ts";
import type { ThreadMessage } from "./pglite-messages.ts";

/** Where the data are: a folder of PGlite, or the URL of a PostgreSQL server. */
export type DatabaseOptions =
  | { readonly folder: string }
  | { readonly url: string; readonly schema?: string | undefined };

/** The database of the service. */
export interface Database {
  /** For the thread of the server. */
  readonly store: ClienteleStore;
  /** An address for one more thread. */
  connect(): StoreAddress;
  close(): Promise<void>;
}

/** Opens the database and makes its tables, where there are none. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { connect, end } = "url" in options ? server(options) : thread(options.folder);
  const store = openStore(connect());
  try {
    await store.upgradeSchema();
  } catch (error) {
    await end();
    throw error;
  }
  return {
    store,
    connect,
    async close() {
      await store.close();
      await end();
    },
  };
}

interface Source {
  connect(): StoreAddress;
  end(): Promise<void>;
}

function server(options: { readonly url: string; readonly schema?: string | undefined }): Source {
  return { connect: () => ({ kind: "postgres", ...options }), end: async () => undefined };
}

function thread(folder: string): Source {
  const worker = startThread(new URL("./pglite-thread.ts", import.meta.url), { folder });
  const tell = (message: ThreadMessage): void =>
    worker.postMessage(message, message === "close" ? [] : [message.port]);
  return {
    connect() {
      const { port1, port2 } = new MessageChannel();
      tell({ port: port1 });
      return { kind: "pglite", port: port2 };
    },
    async end() {
      const exited = once(worker, "exit");
      tell("close");
      await exited;
    },
  };
}
