import type { RevealedSecret } from "../../../shared/credentials.ts";

/** What a login consists of, in the order in which it is asked for. */
const values = {
  "Login page": ({ loginUrl }) => loginUrl,
  Host: ({ loginUrl, host }) => (loginUrl === null ? host : null),
  Port: ({ port }) => (port === null ? null : String(port)),
  User: ({ user }) => user,
  Password: ({ secret }) => (secret.by === "password" ? secret.password : null),
  "Private key": ({ secret }) => (secret.by === "key" ? secret.key : null),
  Passphrase: ({ secret }) => (secret.by === "key" ? secret.passphrase : null),
  Folder: ({ folder }) => folder,
  Note: ({ note }) => note || null,
} as const satisfies Record<string, (secret: RevealedSecret) => string | null>;

export type ValueName = keyof typeof values;

// The keys of `values`.
const names = Object.keys(values) as ValueName[];

/** Masked until they are pressed; they can be copied without being shown. */
export const isMasked: ReadonlySet<ValueName> = new Set(["Password", "Private key", "Passphrase"]);

export function textOf(secret: RevealedSecret | null, name: ValueName): string | null {
  return secret && values[name](secret);
}

/** Those that this login has. */
export function namesIn(secret: RevealedSecret | null): ValueName[] {
  return names.filter((name) => textOf(secret, name) !== null);
}
