/**
 * Identifiers, and the one order they have everywhere.
 *
 * Definitions: ties are broken by id, and ids are ordered by **code points**, so that memory, every database with a
 * binary collation and every host agree. This room has no entry point of its own; the root offers the comparison.
 *
 * @packageDocumentation
 */

export { compareCodePoints, sortByCodePoints } from "./compare-code-points.ts";
