import { describe, expect, test } from "vitest";
import { type CallError, openServer, refusalOf } from "../../../extension/api.ts";
import { refusal } from "../../../shared/problems.ts";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": typeof body === "string" ? "text/html" : "application/json", ...headers },
  });
const failed = (data: object) => ({ error: { message: "refused", code: -32600, data } });

function asked(respond: () => Response | Promise<Response>) {
  const calls: { url: string; init: RequestInit }[] = [];
  const server = openServer("https://support.example", "spd_secret", async (input, init) => {
    calls.push({ url: String(input), init: init ?? {} });
    return respond();
  });
  return { server, calls };
}

describe("the server's client", () => {
  test("asks only its own server, follows no redirect and sends no cookie", async () => {
    const { server, calls } = asked(() => answer(200, { result: { data: [] } }));
    await server.mine();
    expect(calls).toHaveLength(1);
    expect(new URL(calls[0]?.url ?? "").origin).toBe("https://support.example");
    expect(calls[0]?.init).toMatchObject({ redirect: "error", credentials: "omit", referrerPolicy: "no-referrer" });
    expect(calls[0]?.init.signal).toBeInstanceOf(AbortSignal);
    expect(new Headers(calls[0]?.init.headers).get("authorization")).toBe("Bearer spd_secret");
    expect(calls[0]?.url).not.toContain("spd_secret");
  });

  test.each([
    ["the server's own reason", 409, failed({ refusal: { code: "ticket.id-taken", values: {} } }), "ticket.id-taken"],
    ["a reason of a newer server", 409, failed({ refusal: { code: "ticket.frozen", values: {} } }), "client.outdated"],
    ["a procedure that is not there", 404, failed({ code: "NOT_FOUND", httpStatus: 404 }), "client.outdated"],
    ["a gateway's page", 502, "<html>Bad gateway</html>", "server.busy"],
    ["a captive portal's page", 200, "<html>Please sign in</html>", "server.unreachable"],
    ["an error without a reason", 500, failed({ code: "INTERNAL_SERVER_ERROR" }), "server.busy"],
  ])("%s becomes a sentence a person can read", async (_, status, body, code) => {
    const { server } = asked(() => answer(status, body));
    const error = await server.mine().catch((caught: CallError) => caught);
    expect(error).toMatchObject({ refusal: { code } });
  });

  test("no answer at all is a server that cannot be reached", async () => {
    const { server } = asked(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(server.mine()).rejects.toMatchObject({ refusal: refusal("server.unreachable") });
  });

  test("the wait that the server asks for is handed on in milliseconds", async () => {
    const body = failed({ refusal: { code: "request.too-many", values: { seconds: 90 } } });
    const { server } = asked(() => answer(429, body, { "retry-after": "90" }));
    await expect(server.mine()).rejects.toMatchObject({ retryAfterMs: 90_000, refusal: { values: { seconds: "90" } } });
  });

  test("values of a reason are text, whatever the server put there", () => {
    const said = { refusal: { code: "server.fault", values: { id: { html: "<b>" } } } };
    expect(refusalOf(500, said)).toEqual({ code: "server.fault", values: { id: "[object Object]" } });
  });
});
