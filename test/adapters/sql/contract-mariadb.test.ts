import { contractOn } from "./_contract-on.ts";
import { openMariadb } from "./_databases.ts";

contractOn("MariaDB", await openMariadb());
