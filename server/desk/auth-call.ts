import { type Decision, isProblemCode, type Refusal, refusal, refuse } from "../../shared/problems.ts";

/** Sign-in, sign-out and second factors are REST and not part of the router; see accounts/sign-in-routes.ts. */
export async function callAuth(path: string, body?: object): Promise<Decision<unknown>> {
  try {
    const response = await fetch(`/api/auth/${path}`, {
      method: body ? "POST" : "GET",
      headers: { "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.ok) return { ok: true, value: await response.json() };
    return { ok: false, refusal: await authRefusal(response) };
  } catch {
    return refuse("server.no-answer");
  }
}

async function authRefusal(response: Response): Promise<Refusal> {
  const ours = refusalIn({ refusal: await response.json().catch(() => null) });
  if (ours) return ours;
  // 400 is an e-mail that is none, 403 an account that may not enter: which it is must not tell what accounts exist.
  if ([400, 401, 403].includes(response.status)) return refusal("session.wrong-password");
  if (response.status === 429)
    return refusal("request.too-many", { seconds: response.headers.get("retry-after") ?? 60 });
  const id = response.headers.get("x-request-id");
  return id ? refusal("server.fault", { id }) : refusal("server.no-answer");
}

/** Reads a refusal out of an error's data, which is the server's word but came over a network. */
export function refusalIn(data: unknown): Refusal | null {
  if (!isRecord(data) || !isRecord(data.refusal) || !isProblemCode(data.refusal.code)) return null;
  const values = isRecord(data.refusal.values) ? data.refusal.values : {};
  return {
    code: data.refusal.code,
    values: Object.fromEntries(Object.entries(values).map(([slot, value]) => [slot, String(value)])),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
