import { contractOn } from "./_contract-on.ts";
import { openPostgres } from "./_databases.ts";

contractOn("PostgreSQL", await openPostgres());
