import { v7 } from "uuid";
import type {
  AccountApi,
  ListedPerson,
  Me,
  OpenInvitation,
  OwnSession,
  Passkey,
} from "../../../server/desk/account/api.ts";
import { type Decision, type Refusal, refuse } from "../../../shared/problems.ts";
import { at } from "./fake-api.ts";

/** People and their ways to sign in, as plain state. A refusal put into `failing` is the answer to that call. */
export interface FakeAccount {
  api: AccountApi;
  me: Me;
  passkeys: Passkey[];
  sessions: OwnSession[];
  people: ListedPerson[];
  invitations: OpenInvitation[];
  resellers: { id: string; name: string }[];
  failing: Partial<Record<keyof AccountApi, Refusal>>;
  asked: { name: keyof AccountApi; input: unknown }[];
  /** Called where somebody is let in. */
  onEntered: () => void;
}

export const goodCode = "123456";
export const goodBackupCode = "aaaaa-bbbbb";
export const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
export const goodToken = "spi_good";

export function fakeAccount(changes: Partial<FakeAccount> = {}): FakeAccount {
  const state: FakeAccount = {
    me: {
      name: "Emil Engineer",
      email: "emil@desk.example",
      role: "engineer",
      senior: false,
      accountName: null,
      language: null,
      hasAuthenticator: false,
      serverName: "Customer Care",
    },
    passkeys: [],
    sessions: [],
    people: [],
    invitations: [],
    resellers: [],
    failing: {},
    asked: [],
    onEntered: () => {},
    api: {
      verifyCode: (code) => answer("verifyCode", code, () => enter(code === goodCode)),
      verifyBackupCode: (code) => answer("verifyBackupCode", code, () => enter(code === goodBackupCode)),
      signInByPasskey: () => answer("signInByPasskey", null, () => enter(state.passkeys.length > 0)),
      beginAuthenticator: (password) =>
        answer("beginAuthenticator", password, () =>
          password === "right password"
            ? done({
                totpURI: `otpauth://totp/Care:emil?secret=${secret}&issuer=Care`,
                backupCodes: [goodBackupCode, "ccccc-ddddd"],
              })
            : refuse("person.wrong-password"),
        ),
      removeAuthenticator: (password) =>
        answer("removeAuthenticator", password, () => {
          state.me = { ...state.me, hasAuthenticator: false };
          return done(null);
        }),
      newBackupCodes: (password) => answer("newBackupCodes", password, () => done({ backupCodes: ["eeeee-fffff"] })),
      addPasskey: (name) =>
        answer("addPasskey", name, () => {
          state.passkeys = [...state.passkeys, { id: v7(), name, createdAt: at, backedUp: true }];
          return done(null);
        }),
      passkeys: () => answer("passkeys", null, () => done({ passkeys: state.passkeys })),
      removePasskey: (id) =>
        answer("removePasskey", id, () => {
          state.passkeys = state.passkeys.filter((passkey) => passkey.id !== id);
          return done(null);
        }),
      me: () => answer("me", null, () => done(state.me)),
      changeProfile: (input) =>
        answer("changeProfile", input, () => {
          state.me = { ...state.me, ...input };
          return done(null);
        }),
      changePassword: (input) =>
        answer("changePassword", input, () =>
          input.present === "right password" ? done({ ended: 1 }) : refuse("person.wrong-password"),
        ),
      sessions: () => answer("sessions", null, () => done(state.sessions)),
      endSession: (id) =>
        answer("endSession", id, () => {
          state.sessions = state.sessions.filter((session) => session.id !== id);
          return done(null);
        }),
      endOtherSessions: () =>
        answer("endOtherSessions", null, () => {
          const ended = state.sessions.filter(({ isCurrent }) => !isCurrent).length;
          state.sessions = state.sessions.filter(({ isCurrent }) => isCurrent);
          return done({ ended });
        }),
      people: () => answer("people", null, () => done({ people: state.people, invitations: state.invitations })),
      invite: (input) =>
        answer("invite", input, () => {
          const { accountId, language, ...invited } = input;
          const open = { ...invited, id: v7(), accountName: null, isReset: false, expiresAt: at };
          state.invitations = [...state.invitations, open];
          return done(null);
        }),
      withdrawInvitation: (id) =>
        answer("withdrawInvitation", id, () => {
          state.invitations = state.invitations.filter((invitation) => invitation.id !== id);
          return done(null);
        }),
      removePerson: (id) =>
        answer("removePerson", id, () => {
          state.people = state.people.filter((person) => person.id !== id);
          return done(null);
        }),
      changeRole: (input) =>
        answer("changeRole", input, () => {
          state.people = state.people.map((person) =>
            person.id === input.personId ? { ...person, role: input.role, senior: input.senior } : person,
          );
          return done(null);
        }),
      resetPerson: (input) => answer("resetPerson", input, () => done(null)),
      findAccounts: (input) =>
        answer("findAccounts", input, () => done(state.resellers.filter(({ name }) => name.includes(input.search)))),
      addReseller: (name) =>
        answer("addReseller", name, () => {
          const accountId = v7();
          state.resellers = [...state.resellers, { id: accountId, name }];
          return done({ accountId });
        }),
      invitation: (token) =>
        answer("invitation", token, () =>
          token === goodToken
            ? done({
                name: "Petra",
                email: "petra@desk.example",
                role: "engineer",
                isReset: false,
                serverName: "Customer Care",
              })
            : refuse("invitation.closed"),
        ),
      join: (input) => answer("join", input, () => done({ email: "petra@desk.example" })),
    },
    ...changes,
  };

  function enter(isRight: boolean): Decision<null> {
    if (!isRight) return refuse("session.wrong-code");
    state.onEntered();
    return done(null);
  }

  function answer<Value>(
    name: keyof AccountApi,
    input: unknown,
    work: () => Decision<Value>,
  ): Promise<Decision<Value>> {
    state.asked.push({ name, input });
    const refusal = state.failing[name];
    return Promise.resolve(refusal ? { ok: false, refusal } : work());
  }

  return state;
}

function done<Value>(value: Value): Decision<Value> {
  return { ok: true, value };
}
