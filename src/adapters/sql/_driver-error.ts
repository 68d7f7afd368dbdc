import { StoreError, type StoreErrorCode, type StoreErrorDetails } from "../../repositories/index.ts";

/**
 * Turns what a driver threw into a store's error, by its code; a text is looked at only where a driver has no
 * code. Errors of stores pass unchanged.
 */
export function fromDriverError(error: unknown, what: string, details: StoreErrorDetails = {}): StoreError {
  if (StoreError.is(error)) return error;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return new StoreError(code, `Cannot ${what}: ${message}`, { details, cause: error });
}

interface DriverError {
  readonly code?: unknown;
  readonly errno?: unknown;
  readonly errcode?: unknown;
  readonly message?: unknown;
  readonly errors?: unknown;
}

function codeOf(error: unknown): StoreErrorCode {
  if (typeof error !== "object" || error === null) return "UNKNOWN";
  const { code, errno, errcode, message, errors } = error as DriverError;
  const text = typeof message === "string" ? message : "";
  if (typeof code === "string") {
    const found = NODE[code] ?? ofMysql(errno, code) ?? ofSqliteName(code, text) ?? ofSqlState(code);
    if (found !== undefined) return found;
  }
  if (typeof errcode === "number") return ofSqliteNumber(errcode, text);
  // Several addresses of one host were tried, and each has its error.
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  for (const [pattern, meaning] of TEXTS) if (pattern.test(text)) return meaning;
  return "UNKNOWN";
}

const NODE: Readonly<Record<string, StoreErrorCode>> = {
  ECONNREFUSED: "CONNECTION",
  ECONNRESET: "CONNECTION",
  ECONNABORTED: "CONNECTION",
  EPIPE: "CONNECTION",
  ENOTFOUND: "CONNECTION",
  EAI_AGAIN: "CONNECTION",
  EHOSTUNREACH: "CONNECTION",
  ENETUNREACH: "CONNECTION",
  ETIMEDOUT: "TIMEOUT",
  PROTOCOL_CONNECTION_LOST: "CONNECTION",
  PROTOCOL_SEQUENCE_TIMEOUT: "TIMEOUT",
};

/** SQLSTATE: the same for PostgreSQL and PGlite. */
function ofSqlState(code: string): StoreErrorCode | undefined {
  if (!/^[0-9A-Z]{5}$/.test(code)) return undefined;
  return SQLSTATES[code] ?? SQLSTATE_CLASSES[code.slice(0, 2)];
}

const SQLSTATES: Readonly<Record<string, StoreErrorCode>> = {
  "23505": "ALREADY_EXISTS",
  "25P02": "SERIALIZATION_FAILURE",
  "40001": "SERIALIZATION_FAILURE",
  "40P01": "DEADLOCK",
  "53300": "CONNECTION",
  "55P03": "TIMEOUT",
  "57014": "TIMEOUT",
  "57P01": "CONNECTION",
  "57P02": "CONNECTION",
  "57P03": "CONNECTION",
  "25P03": "CONNECTION",
  "3F000": "SCHEMA_MISMATCH",
  "42P01": "SCHEMA_MISMATCH",
  "42703": "SCHEMA_MISMATCH",
};

const SQLSTATE_CLASSES: Readonly<Record<string, StoreErrorCode>> = {
  "08": "CONNECTION",
  "22": "INVALID_VALUE",
  "23": "INVALID_VALUE",
  "40": "SERIALIZATION_FAILURE",
};

function ofMysql(errno: unknown, code: string): StoreErrorCode | undefined {
  return typeof errno === "number" && code.startsWith("ER_") ? (MYSQL[errno] ?? "UNKNOWN") : undefined;
}

const MYSQL: Readonly<Record<number, StoreErrorCode>> = {
  1020: "SERIALIZATION_FAILURE",
  1040: "CONNECTION",
  1049: "SCHEMA_MISMATCH",
  1053: "CONNECTION",
  1054: "SCHEMA_MISMATCH",
  1062: "ALREADY_EXISTS",
  1146: "SCHEMA_MISMATCH",
  1153: "INVALID_VALUE",
  1205: "TIMEOUT",
  1213: "DEADLOCK",
  1264: "INVALID_VALUE",
  1366: "INVALID_VALUE",
  1406: "INVALID_VALUE",
  1927: "CONNECTION",
  1969: "TIMEOUT",
  2006: "CONNECTION",
  2013: "CONNECTION",
  3024: "TIMEOUT",
  3572: "TIMEOUT",
};

/** better-sqlite3 names the code. */
function ofSqliteName(code: string, message: string): StoreErrorCode | undefined {
  if (!code.startsWith("SQLITE_")) return undefined;
  if (code.startsWith("SQLITE_BUSY_SNAPSHOT")) return "SERIALIZATION_FAILURE";
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return "TIMEOUT";
  if (/^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE)$/.test(code)) return "ALREADY_EXISTS";
  if (/^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH)/.test(code)) return "INVALID_VALUE";
  return code === "SQLITE_ERROR" ? ofSqliteText(message) : "UNKNOWN";
}

/** node:sqlite numbers it: the low byte is the class. */
function ofSqliteNumber(errcode: number, message: string): StoreErrorCode {
  if (errcode === 517) return "SERIALIZATION_FAILURE";
  if (errcode === 1555 || errcode === 2067) return "ALREADY_EXISTS";
  const meaning = {
    1: ofSqliteText(message),
    5: "TIMEOUT",
    6: "TIMEOUT",
    18: "INVALID_VALUE",
    19: "INVALID_VALUE",
  };
  return (meaning as Readonly<Record<number, StoreErrorCode>>)[errcode & 0xff] ?? "UNKNOWN";
}

const ofSqliteText = (message: string): StoreErrorCode =>
  /no such (table|column)|has no column named/.test(message) ? "SCHEMA_MISMATCH" : "UNKNOWN";

/** What drivers say without any code. */
const TEXTS: readonly (readonly [RegExp, StoreErrorCode])[] = [
  [
    /driver has already been destroyed|PGlite is closed|database is not open|Cannot use a pool after|Pool is closed/i,
    "CLOSED",
  ],
  [/timeout exceeded when trying to connect|Query read timeout/i, "TIMEOUT"],
  [
    /Connection terminated|connection error and is not queryable|Can't add new command when connection is in closed state|Connection lost/i,
    "CONNECTION",
  ],
];
