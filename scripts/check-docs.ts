/**
 * Every public symbol and property has words, and every link of a doc comment leads somewhere.
 *
 * The members of a type inferred from a schema carry no comments of their own in the declaration files; they are
 * what the schema says, and are left out. All else counts.
 */
import { stripVTControlCharacters } from "node:util";
import { run } from "./_run.ts";

const { status, output } = run("npx", ["typedoc", "--emit", "none"]);
const lines = stripVTControlCharacters(output).split("\n");
const problems = lines
  .filter((line) => /^(\[warning\]|\[error\]|\S+ - (warning|error))/.test(line) || line.includes("[error]"))
  .filter((line) => !line.includes(".__type.") && !/Found \d+ errors and \d+ warnings/.test(line));
const explained = lines.some((line) => line.includes(".__type."));
if (problems.length > 0 || (status !== 0 && !explained)) {
  console.error(problems.length > 0 ? problems.join("\n") : output);
  process.exit(1);
}
console.log("every public symbol is documented");
