// Talking JSON to /api/v1: refusals come as problem documents (RFC 9457).

export interface ProblemField {
  readonly location?: string;
  readonly message: string;
}

/** What a refusal says. */
export interface ProblemDocument {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly ProblemField[];
}

/** A request that was refused (status ≥ 400) or never answered (status 0). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly ProblemField[];

  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title);
    this.name = "Problem";
    this.status = document.status;
    this.code = document.code ?? "";
    this.errors = document.errors ?? [];
  }

  /** The sentence about one field of the body, if the refusal names it. */
  field(name: string): string | undefined {
    return this.errors.find((e) => e.location === `body.${name}` || e.location?.startsWith(`body.${name}[`))?.message;
  }
}

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly lang?: string;
}

/** One call below a base such as "/api/v1"; the answer is checked by its reader's type only. */
export async function request<T>(base: string, path: string, options: RequestOptions = {}): Promise<T> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
  if (options.lang) headers["Accept-Language"] = options.lang;
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  const init: RequestInit = { method: options.method ?? "GET", headers, credentials: "same-origin" };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  let answer: Response;
  try {
    answer = await fetch(base + path + (query.size > 0 ? `?${query}` : ""), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem({ status: 0, title: "offline", code: "offline" });
  }
  if (answer.status === 204) return undefined as T;
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new Problem(readProblem(answer.status, body));
  return body as T;
}

function readProblem(status: number, body: unknown): ProblemDocument {
  if (typeof body !== "object" || body === null) return { status, title: String(status) };
  const text = (name: string) => {
    const value: unknown = Reflect.get(body, name);
    return typeof value === "string" ? value : undefined;
  };
  const errors: unknown = Reflect.get(body, "errors");
  const title = text("title") ?? String(status);
  const document: ProblemDocument = { status, title, errors: Array.isArray(errors) ? (errors as ProblemField[]) : [] };
  const detail = text("detail");
  const code = text("code");
  return { ...document, ...(detail ? { detail } : {}), ...(code ? { code } : {}) };
}
