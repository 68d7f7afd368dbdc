import { ClienteleError, InvalidDataError, type Issue } from "clientele/issues";
import { StoreError, type StoreErrorCode } from "clientele/repositories";
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import * as z from "zod";

/** What can go wrong, by the last part of its `type`. */
export const problemKinds = {
  "invalid-data": { status: 400, title: "The data are not as they must be" },
  "bad-request": { status: 400, title: "The request cannot be read" },
  "no-key": { status: 401, title: "The API key is missing or wrong" },
  "not-found": { status: 404, title: "There is no such thing" },
  conflict: { status: 409, title: "It does not go with what is stored" },
  "day-running": { status: 409, title: "A day is running" },
  "too-large": { status: 413, title: "The body is too large" },
  "unsupported-media-type": { status: 415, title: "The body must be JSON" },
  "try-again": { status: 503, title: "The store cannot do it just now: try again" },
  internal: { status: 500, title: "The service has failed" },
} as const;

export type ProblemKind = keyof typeof problemKinds;

/** One field that is wrong. */
const problemIssueSchema = z.object({
  path: z.array(z.union([z.string(), z.number()])).describe("where, from the body, the query or the path on"),
  expected: z.string(),
});

/** Problem details of RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string().describe("a URI that names the kind of problem, and leads to it"),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    issues: z.array(problemIssueSchema).optional().describe("the first hundred"),
  })
  .describe("problem details as in RFC 9457");

type ProblemIssue = z.infer<typeof problemIssueSchema>;
export type Problem = z.infer<typeof problemSchema>;

/** More than that nobody reads. */
const NAMED = 100;

/** Thrown by a handler, answered as a problem. */
export class ProblemError extends Error {
  readonly kind: ProblemKind;
  readonly issues: readonly ProblemIssue[] | undefined;

  constructor(kind: ProblemKind, detail: string, issues?: readonly ProblemIssue[]) {
    super(detail);
    this.kind = kind;
    this.issues = issues;
  }
}

/** What is documented as the answer of every route when it does not do what it was asked. */
export const problemResponses = Object.fromEntries(
  ["4xx", "5xx"].map((codes) => [
    codes,
    { description: "what is wrong", content: { "application/problem+json": { schema: problemSchema } } },
  ]),
);

/** Makes every failure a problem. What the service itself did wrong is logged, and never told. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = toProblem(error);
    if (problem.kind === "internal") request.log.error(error);
    return send(reply, problem);
  });
  app.setNotFoundHandler((request, reply) =>
    send(reply, new ProblemError("not-found", `There is no ${request.method} ${pathOf(request.url)}`)),
  );
}

function send(reply: FastifyReply, { kind, message, issues }: ProblemError): FastifyReply {
  const { status, title } = problemKinds[kind];
  const problem: Problem = {
    type: `/problems/${kind}`,
    title,
    status,
    detail: message,
    ...(issues === undefined ? {} : { issues: issues.slice(0, NAMED) }),
  };
  if (kind === "no-key") reply.header("www-authenticate", "Bearer");
  if (kind === "try-again") reply.header("retry-after", "1");
  return reply.code(status).type("application/problem+json").send(JSON.stringify(problem));
}

function toProblem(error: FastifyError | Error): ProblemError {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.flatMap(({ instancePath, message = "", params }) =>
      namedFields(params).map((field) => ({
        path: [...pathSteps(instancePath), ...field.path],
        expected: field.expected ?? message,
      })),
    );
    return new ProblemError("invalid-data", detailOf(issues, error.validationContext ?? "body"), issues);
  }
  if (StoreError.is(error)) return fromStore(error);
  if (InvalidDataError.is(error)) return invalid(error.message, error.issues);
  // What is left is said of a state: a reminder that is done, or was never sent.
  if (ClienteleError.is(error)) return new ProblemError("conflict", error.message);
  const status = (error as Partial<FastifyError>).statusCode;
  if (status === 413) return new ProblemError("too-large", error.message);
  if (status === 415) return new ProblemError("unsupported-media-type", error.message);
  if (status !== undefined && status >= 400 && status < 500)
    return new ProblemError("bad-request", error.message);
  // Last, for the framework's own errors may be RangeErrors, too.
  if (error instanceof RangeError) return new ProblemError("invalid-data", error.message);
  return new ProblemError("internal", "What went wrong stands in the log of the service");
}

const storeProblems: Partial<Record<StoreErrorCode, ProblemKind>> = {
  NOT_FOUND: "not-found",
  ALREADY_EXISTS: "conflict",
  VERSION_CONFLICT: "conflict",
  INVALID_VALUE: "invalid-data",
  INVALID_QUERY: "invalid-data",
};

function fromStore({ code, message, retryable, details }: StoreError): ProblemError {
  if (code === "INVALID_CURSOR")
    return new ProblemError("invalid-data", message, [
      { path: ["cursor"], expected: "must be the nextCursor of a page of the same query" },
    ]);
  const kind = storeProblems[code] ?? (retryable ? "try-again" : "internal");
  if (kind === "internal") return new ProblemError(kind, "What went wrong stands in the log of the service");
  return kind === "invalid-data" ? invalid(message, details.issues ?? []) : new ProblemError(kind, message);
}

const invalid = (detail: string, issues: readonly Issue[]): ProblemError =>
  new ProblemError(
    "invalid-data",
    detail,
    issues.map(({ row, path, expected }) => ({
      path: [...(row === undefined ? [] : [row]), ...path],
      expected,
    })),
  );

/** zod names the strays of an object together; each is a field of its own here. */
function namedFields(
  params: Readonly<Record<string, unknown>>,
): readonly { readonly path: readonly string[]; readonly expected?: string }[] {
  const { keys } = params;
  if (!Array.isArray(keys)) return [{ path: [] }];
  return keys.map((key) => ({
    path: [String(key)],
    expected: "must be a known field",
  }));
}

const pathSteps = (pointer: string): (string | number)[] =>
  pointer
    .split("/")
    .filter((step) => step !== "")
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

function detailOf(issues: readonly ProblemIssue[], part: string): string {
  const [{ path, expected } = { path: [], expected: "" }] = issues;
  const more = issues.length > 1 ? `, and ${issues.length - 1} more` : "";
  return `${[part, ...path].join(".")}: ${expected}${more}`;
}

/** Without the query, which may hold anything. */
const pathOf = (url: string): string => url.split("?")[0] ?? url;
