import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { type Decision, refuse } from "../../../shared/problems.ts";
import type { AppRouter } from "../../router.ts";
import { decide } from "../api.ts";
import { callAuth } from "../auth-call.ts";

type In = inferRouterInputs<AppRouter>["accounts"];
type Out = inferRouterOutputs<AppRouter>["accounts"];

export type Me = Out["me"];
export type OwnSession = Out["sessions"][number];
export type People = Out["people"];
export type ListedPerson = People["people"][number];
export type OpenInvitation = People["invitations"][number];
export type Invitation = In["invite"];

export interface Passkey {
  id: string;
  name?: string | null;
  createdAt?: string | null;
  backedUp: boolean;
}

/** What the screens of people and their accounts ask of the server; loaded with them. Nothing here throws. */
export interface AccountApi {
  verifyCode(code: string): Promise<Decision<unknown>>;
  verifyBackupCode(code: string): Promise<Decision<unknown>>;
  /** Asks the browser for a passkey, and signs in with it. */
  signInByPasskey(): Promise<Decision<unknown>>;
  beginAuthenticator(password: string): Promise<Decision<NewAuthenticator>>;
  removeAuthenticator(password: string): Promise<Decision<unknown>>;
  newBackupCodes(password: string): Promise<Decision<{ backupCodes: string[] }>>;
  addPasskey(name: string): Promise<Decision<unknown>>;
  passkeys(): Promise<Decision<{ passkeys: Passkey[] }>>;
  removePasskey(id: string): Promise<Decision<unknown>>;
  me(): Promise<Decision<Me>>;
  changeProfile(input: In["changeProfile"]): Promise<Decision<unknown>>;
  changePassword(input: In["changePassword"]): Promise<Decision<Out["changePassword"]>>;
  sessions(): Promise<Decision<OwnSession[]>>;
  endSession(sessionId: string): Promise<Decision<unknown>>;
  endOtherSessions(): Promise<Decision<{ ended: number }>>;
  people(): Promise<Decision<People>>;
  invite(input: Invitation): Promise<Decision<unknown>>;
  withdrawInvitation(invitationId: string): Promise<Decision<unknown>>;
  removePerson(personId: string): Promise<Decision<unknown>>;
  changeRole(input: In["changeRole"]): Promise<Decision<unknown>>;
  resetPerson(input: In["resetPerson"]): Promise<Decision<unknown>>;
  findAccounts(input: In["find"]): Promise<Decision<Out["find"]>>;
  addReseller(name: string): Promise<Decision<{ accountId: string }>>;
  invitation(token: string): Promise<Decision<Out["invitation"]>>;
  join(input: In["join"]): Promise<Decision<Out["join"]>>;
}

export interface NewAuthenticator {
  /** `otpauth://totp/…`, as authenticator apps read it. */
  totpURI: string;
  backupCodes: string[];
}

export function connectAccount(): AccountApi {
  const { accounts } = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });
  return {
    verifyCode: (code) => callAuth("two-factor/verify-totp", { code }),
    verifyBackupCode: (code) => callAuth("two-factor/verify-backup-code", { code }),
    signInByPasskey: async () => {
      const asked = await callAuth("passkey/generate-authenticate-options");
      if (!asked.ok) return asked;
      const shown = await byBrowser((of) =>
        // The server's own answer (accounts/sign-in-routes.ts); the browser reads it once more.
        navigator.credentials.get({
          publicKey: of.parseRequestOptionsFromJSON(asked.value as PublicKeyCredentialRequestOptionsJSON),
        }),
      );
      return shown.ok ? callAuth("passkey/verify-authentication", { response: shown.value }) : shown;
    },
    // The answers of these routes have the shapes that accounts/sign-in-routes.ts picks.
    beginAuthenticator: (password) =>
      callAuth("two-factor/enable", { password }) as Promise<Decision<NewAuthenticator>>,
    removeAuthenticator: (password) => callAuth("two-factor/disable", { password }),
    newBackupCodes: (password) =>
      callAuth("two-factor/generate-backup-codes", { password }) as Promise<Decision<{ backupCodes: string[] }>>,
    addPasskey: async (name) => {
      const asked = await callAuth("passkey/generate-register-options");
      if (!asked.ok) return asked;
      const made = await byBrowser((of) =>
        navigator.credentials.create({
          publicKey: of.parseCreationOptionsFromJSON(asked.value as PublicKeyCredentialCreationOptionsJSON),
        }),
      );
      return made.ok ? callAuth("passkey/verify-registration", { response: made.value, name }) : made;
    },
    passkeys: () => callAuth("passkey/list-user-passkeys") as Promise<Decision<{ passkeys: Passkey[] }>>,
    removePasskey: (id) => callAuth("passkey/delete-passkey", { id }),
    me: () => decide(accounts.me.query()),
    changeProfile: (input) => decide(accounts.changeProfile.mutate(input)),
    changePassword: (input) => decide(accounts.changePassword.mutate(input)),
    sessions: () => decide(accounts.sessions.query()),
    endSession: (sessionId) => decide(accounts.endSession.mutate({ sessionId })),
    endOtherSessions: () => decide(accounts.endOtherSessions.mutate()),
    people: () => decide(accounts.people.query()),
    invite: (input) => decide(accounts.invite.mutate(input)),
    withdrawInvitation: (invitationId) => decide(accounts.withdrawInvitation.mutate({ invitationId })),
    removePerson: (personId) => decide(accounts.removePerson.mutate({ personId })),
    changeRole: (input) => decide(accounts.changeRole.mutate(input)),
    resetPerson: (input) => decide(accounts.resetPerson.mutate(input)),
    findAccounts: (input) => decide(accounts.find.query(input)),
    addReseller: (name) => decide(accounts.addReseller.mutate({ name })),
    invitation: (token) => decide(accounts.invitation.mutate({ token })),
    join: (input) => decide(accounts.join.mutate(input)),
  };
}

/** What the browser's own dialog gave, as JSON. It refuses where the person says no, and where the page may not ask. */
async function byBrowser(
  ask: (of: typeof PublicKeyCredential) => Promise<Credential | null>,
): Promise<Decision<object>> {
  if (typeof PublicKeyCredential === "undefined" || !("parseCreationOptionsFromJSON" in PublicKeyCredential)) {
    return refuse("passkey.not-supported");
  }
  try {
    const credential = await ask(PublicKeyCredential);
    return credential instanceof PublicKeyCredential
      ? { ok: true, value: credential.toJSON() }
      : refuse("passkey.cancelled");
  } catch (error) {
    // SecurityError: an address that cannot have passkeys, such as a number.
    const isImpossible = error instanceof DOMException && error.name === "SecurityError";
    return refuse(isImpossible ? "passkey.not-supported" : "passkey.cancelled");
  }
}
