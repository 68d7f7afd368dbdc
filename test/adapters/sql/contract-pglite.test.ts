import { contractOn } from "./_contract-on.ts";
import { openPglite } from "./_databases.ts";

contractOn("PGlite", await openPglite());
