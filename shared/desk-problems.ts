import "./access-problems.ts";
import "./owner-problems.ts";
import { knowProblems } from "./problems.ts";

/** Refusals at the desk, on the command line and in a reseller's popup; see `problems.ts`. */
export const deskProblems = {
  "request.wrong-method": { status: 405, text: "This cannot be called in this way." },
  "session.second-factor": {
    status: 401,
    text: "This work needs a second factor. Sign in with a passkey or a code from your authenticator, or set one up.",
  },
  "session.wrong-role": { status: 403, text: "Your account may not do this." },
  "session.wrong-password": { status: 401, text: "E-mail or password is not right." },
  "session.wrong-code": {
    status: 401,
    text: "This code is not right. Use the newest one from your authenticator, or a backup code that was not used before.",
  },
  "session.code-used": {
    status: 401,
    text: "This code was used already, and each is good once. Start again, and type the next code your authenticator shows.",
  },
  "session.sign-in-anew": { status: 401, text: "This sign-in is over. Begin again with your e-mail and password." },
  "session.locked": { status: 429, text: "Too many codes were wrong. Wait 15 minutes, then sign in again." },
  "session.not-fresh": {
    status: 403,
    text: "You signed in more than a day ago. Sign out and in again, then do this.",
  },
  "session.absent": { status: 404, text: "This session is over, or it is not yours." },
  "second-factor.there-already": {
    status: 409,
    text: "An authenticator is set up already. Remove it first, then set up another one.",
  },
  "second-factor.not-set-up": { status: 409, text: "No authenticator is set up. Set one up first." },
  "passkey.unknown": {
    status: 401,
    text: "This passkey does not open anything here. Use another one, or your password.",
  },
  "passkey.not-added": { status: 400, text: "This passkey could not be added. Try again, or use another one." },
  "passkey.not-verified": {
    status: 401,
    text: "This passkey did not ask for your fingerprint, your face or a PIN. Use one that does.",
  },
  "passkey.expired": { status: 409, text: "That took too long. Try again." },
  "passkey.cancelled": { status: 400, text: "No passkey was used. Try again, or choose another way." },
  "passkey.not-supported": {
    status: 400,
    text: "This browser cannot use passkeys on this page. Use an authenticator app.",
  },
  "passkey.absent": { status: 404, text: "This passkey does not exist, or it is not yours." },
  "pairing.code-unknown": {
    status: 403,
    text: "This code is not known, was used already, or has expired. Have the popup show a new one.",
  },
  "pairing.not-approved": {
    status: 403,
    text: "The code is over: nobody typed it in time, or it was refused at the desk. Show a new one.",
  },
  "pairing.over": { status: 401, text: "This browser is not paired any more. Pair it again to see your clients." },
  "setup.closed": { status: 403, text: "This setup link was used already or is not the one that was printed." },
  "setup.password-weak": { status: 400, text: "Choose a password of at least {least} characters." },
  "person.email-taken": { status: 409, text: "Someone with the address {email} is here already. Use another one." },
  "person.absent": { status: 404, text: "This person does not exist, or you may not see them." },
  "person.wrong-password": { status: 403, text: "This is not your present password." },
  "person.last-operator": {
    status: 409,
    text: "{name} is the only operator. Make somebody else an operator first.",
  },
  "person.yourself": { status: 409, text: "You cannot do this to yourself. Ask somebody else who may." },
  "person.role-fixed": {
    status: 409,
    text: "Somebody of a reseller or holder cannot become one of the desk. Remove them and invite them anew.",
  },
  "invitation.closed": {
    status: 403,
    text: "This invitation was used already, was withdrawn, or is over. Ask whoever invited you for a new one.",
  },
  "invitation.absent": { status: 404, text: "This invitation does not exist, or you may not see it." },
  "invitation.too-many": {
    status: 409,
    text: "{most} invitations are open already. Withdraw one, or wait until one is accepted.",
  },
  "account.absent": { status: 404, text: "This account does not exist, or you may not see it." },
  "saved-pages.folder-not-named": { status: 400, text: "Say which folder to read: npm run read -- <folder>" },
  "saved-pages.folder-absent": { status: 404, text: "There is no folder {folder}." },
  "saved-pages.not-a-folder": { status: 400, text: "{folder} is a file. Name the folder that the saved pages are in." },
  "saved-pages.none": { status: 404, text: "There are no saved pages (.html) in {folder}." },
  "saved-pages.profile-not-read": {
    status: 422,
    text: "{file} is no store profile that can be used: deskbell profile check {file} says why.",
  },
  "saved-pages.no-admin": {
    status: 422,
    text: "This is not a store admin: none of the pages in {folder} is an admin page that is known here. Save the dashboard as a page (HTML only) and read again.",
  },
  "license.absent": { status: 404, text: "This license does not exist, or you may not see it." },
  "license.not-now": { status: 409, text: "This cannot be done while the license is {state}." },
  "license.by-transfer-only": {
    status: 409,
    text: "Under its rules this license moves to another reseller only when both agree, or once it is orphaned.",
  },
  "license.no-transfer": {
    status: 409,
    text: "The rules of this license know no transfer between resellers. An operator can say who looks after it.",
  },
  "license.banned": { status: 409, text: "This license is banned for good. It stays as it is." },
  "license.plan-day-missing": { status: 400, text: "A plan has a last day; name both or neither." },
  "license.store-absent": { status: 404, text: "This license has no store at {origin}." },
  "license.store-taken": { status: 409, text: "This license has a store at {origin} already." },
  "transfer.absent": { status: 409, text: "There is no transfer here that you could decide on." },
  "transfer.costs-missing": {
    status: 409,
    text: "Before either agrees, both resellers say what the transfer and the support will cost. Not both have.",
  },
  "transfer.to-self": { status: 409, text: "This reseller looks after the license already." },
  "reseller.absent": { status: 404, text: "There is no reseller of this name. Type it as they write it themselves." },
  "reseller.name-taken": { status: 409, text: "There is a reseller of this name already." },
  "code.absent": { status: 404, text: "This code does not exist, was used, or you may not see it." },
  "code.not-yours": {
    status: 403,
    text: "Codes for a holder’s own browsers are for who holds the license, and codes for clients for who looks after it.",
  },
  "programme.absent": { status: 404, text: "There is no programme {id}. There are: {known}." },
  "programme.version-taken": {
    status: 409,
    text: "Version {version} of {id} is here already, with other rules. Give the changed rules a new version.",
  },
  "programme.kind-absent": { status: 400, text: "The programme knows no {product} of kind {kind}. It knows: {known}." },
  "programme.plan-absent": { status: 400, text: "The programme has no plan {plan}. It has: {known}." },
  "programme.none": { status: 409, text: "This license follows no programme, so nothing is charged under it." },
  "programme.package-absent": {
    status: 400,
    text: "The programme sells no package of {credits} credits. It sells: {known}.",
  },
  "programme.ban-unfounded": { status: 409, text: "The programme does not ban for {reason}. It bans for: {known}." },
  "session.stale": {
    status: 403,
    text: "To see a login, sign in again first: you did so more than ten minutes ago.",
  },
  "credential.not-assigned": {
    status: 403,
    text: "This is not your ticket. Take it first; the holder reads who does.",
  },
  "credential.reason-missing": {
    status: 400,
    text: "Say why you need it, in {least} letters or more. The holder reads it.",
  },
  "credential.too-many-reveals": {
    status: 429,
    text: "You have seen {most} logins within an hour. Wait {seconds} seconds, then go on.",
  },
  "ticket.taken": {
    status: 409,
    text: "This is {name}’s ticket. A senior or an operator may take it over.",
  },
  "ticket.access-alive": {
    status: 409,
    text: "Access to the store is still here. The ticket can be closed once it was taken back or has ended.",
  },
  "assessment.category-missing": { status: 400, text: "Choose a category first." },
  "assessment.category-unknown": { status: 400, text: "This programme has no such category." },
  "assessment.price-missing": { status: 400, text: "Name the price: this category costs from {from} credits." },
  "access-log.in-doubt": {
    status: 409,
    text: "The log of access is not as it was written, so no access is opened. An operator has to look at it on the server first.",
  },
  "command.id-taken": { status: 409, text: "This was done before with other contents." },
  "credits.too-few": {
    status: 402,
    text: "There are not enough credits for this. Your text is kept; ask whoever holds the license to get more.",
  },
  "credits.entry-absent": {
    status: 404,
    text: "There is no such entry in this account, or none that can be corrected.",
  },
  "credits.entry-spent": { status: 409, text: "Only {left} credits of this entry can still be taken or given back." },
  "credits.not-held": { status: 409, text: "Only {held} credits are held for this ticket; {needed} cannot be taken." },
} as const satisfies Record<string, { status: number; text: string }>;

knowProblems(deskProblems);
