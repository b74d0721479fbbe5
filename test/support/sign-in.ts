import { hashPassword } from "better-auth/crypto";
import { Secret, TOTP } from "otpauth";
import { v7 as uuidv7 } from "uuid";
import { insertAccount, insertPerson } from "../../server/accounts/store.ts";
import type { Role } from "../../server/db/schema.ts";
import { password, type TestServer, url } from "./app.ts";
import { type Authenticator, newAuthenticator } from "./authenticator.ts";

/** A browser at the sign-in library's routes: it keeps cookies as a browser does. */
export interface Visitor {
  /** What it would send, for the calls of `server.as`. */
  headers(): { cookie: string };
  get(path: string): Promise<Answer>;
  post(path: string, body?: object): Promise<Answer>;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  text: string;
}

export function visitor({ app }: Pick<TestServer, "app">): Visitor {
  const jar = new Map<string, string>();
  const headers = () => ({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") });

  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const sent = { "user-agent": firefox, origin: url, "content-type": "application/json", ...headers() };
    const response = await app.request(`${url}/api/auth/${path}`, { ...init, headers: sent });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : JSON.parse(text), text };
  }

  return {
    headers,
    get: (path) => ask(path, { method: "GET" }),
    post: (path, body = {}) => ask(path, { method: "POST", body: JSON.stringify(body) }),
  };
}

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";
const passwordHash = hashPassword(password);

export interface NewPerson {
  personId: string;
  email: string;
  accountId: string | null;
}

/** Somebody with a password, in an account of their own where their role has one. */
export async function newPerson(
  { db }: Pick<TestServer, "db">,
  role: Role,
  { name = "Petra", accountId = null }: { name?: string; accountId?: string | null } = {},
): Promise<NewPerson> {
  const [id, at, hash] = [uuidv7(), new Date().toISOString(), await passwordHash];
  const email = `${id}@desk.example`;
  return db.transaction().execute(async (tx) => {
    const kind = role === "reseller" || role === "holder" ? role : null;
    const account = kind && (accountId ?? uuidv7());
    if (kind && account && !accountId) {
      await insertAccount(tx, { id: account, name: `Account ${account}`, kind, createdAt: at });
    }
    await insertPerson(tx, { id, role, accountId: account, name, email, passwordHash: hash, at });
    return { personId: id, email, accountId: account };
  });
}

/** Signed in with the password alone. */
export async function atTheDoor(server: TestServer, { email }: { email: string }): Promise<Visitor> {
  const person = visitor(server);
  const { status, text } = await person.post("sign-in/email", { email, password });
  if (status !== 200) throw new Error(`Not signed in: ${text}`);
  return person;
}

/** Sets up an authenticator; the visitor's session is one with a second factor afterwards. */
export async function addTotp(person: Visitor): Promise<Totp & { backupCodes: string[] }> {
  const { status, body, text } = await person.post("two-factor/enable", { password });
  if (status !== 200) throw new Error(`No authenticator: ${text}`);
  const { totpURI, backupCodes } = body as { totpURI: string; backupCodes: string[] };
  const totp = totpOf(totpURI);
  const confirmed = await person.post("two-factor/verify-totp", { code: totp.code() });
  if (confirmed.status !== 200) throw new Error(`Not confirmed: ${confirmed.text}`);
  return { ...totp, backupCodes };
}

interface Totp {
  /** What the authenticator shows now. */
  code(): string;
  /** What it shows 30 seconds from now: taken already, and another one than what was used just now. */
  nextCode(): string;
  /** What it showed so many seconds ago. */
  codeAgo(seconds: number): string;
}

export function totpOf(uri: string): Totp {
  const totp = new TOTP({ secret: Secret.fromBase32(new URL(uri).searchParams.get("secret") ?? "") });
  const codeAgo = (seconds: number) => totp.generate({ timestamp: Date.now() - seconds * 1000 });
  return { code: () => codeAgo(0), nextCode: () => codeAgo(-30), codeAgo };
}

export async function addPasskey(
  person: Visitor,
  how: Parameters<Authenticator["create"]>[1] = {},
): Promise<{ authenticator: Authenticator; answer: Answer }> {
  const authenticator = newAuthenticator(url);
  const options = await person.get("passkey/generate-register-options");
  if (options.status !== 200) return { authenticator, answer: options };
  const made = authenticator.create(options.body as Parameters<Authenticator["create"]>[0], how);
  return { authenticator, answer: await person.post("passkey/verify-registration", { response: made, name: "Key" }) };
}

export async function usePasskey(
  person: Visitor,
  authenticator: Authenticator,
  how: Parameters<Authenticator["get"]>[1] = {},
): Promise<Answer> {
  const { body } = await person.get("passkey/generate-authenticate-options");
  const shown = authenticator.get(body as Parameters<Authenticator["get"]>[0], how);
  return person.post("passkey/verify-authentication", { response: shown });
}
