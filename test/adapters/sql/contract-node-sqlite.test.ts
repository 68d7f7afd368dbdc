import { contractOn } from "./_contract-on.ts";
import { openNodeSqlite } from "./_databases.ts";

contractOn("SQLite (node:sqlite)", await openNodeSqlite());
