import type { Ask } from "../shared/ask.ts";
import type { Brand } from "../shared/brand.ts";
import type { AnswerDue, Clause, Statement } from "../shared/charges.ts";
import type { ClientSnapshot } from "../shared/client-snapshot.ts";
import type {
  AccessView,
  AdminTryResult,
  CheckResult,
  CredentialEnd,
  CredentialKind,
  CredentialState,
  NewCredential,
  ProofResult,
  Protocol,
} from "../shared/credentials.ts";
import type { NamedFile } from "../shared/files.ts";
import type { OpenTicket } from "../shared/license-list.ts";
import type { PopupNames } from "../shared/popups.ts";
import type { Refusal } from "../shared/problems.ts";
import type { ProfileMatch } from "../shared/profile-parts.ts";
import type { ReadDepth, Report } from "../shared/report.ts";
import type { Orphan } from "../shared/standing.ts";
import type { StrictJson } from "../shared/strict-json.ts";
import type { TicketReceipt, TicketSummary, TicketThread } from "../shared/tickets.ts";
import type { Verdict } from "../shared/verdict.ts";
import type { StoreClaim } from "./adapters/adapter.ts";
import type { Sweep } from "./adapters/sweeps.ts";
import type { Answer as StoreAnswer } from "./capture/fetch-read.ts";
import type { PageRead } from "./capture/run.ts";

/**
 * Who may say what to the background. The class of a sender is decided by what the browser says of it, never by the
 * message: *page* (a content script), *panel* (our origin, in a frame), *own* (our origin, top-level tab or popup).
 * Own may say all that panel may.
 */

/** From content scripts. The page may be lying: every argument is parsed, nothing secret is returned, no URL is taken (T13). */
export interface PageMessages {
  "store.seen": (claim: StoreClaim) => LauncherState;
  /** The capture that the background asked for goes on, or has ended with a report (unparsed: it comes from a page). */
  "capture.progress": (progress: CaptureProgress) => void;
  "capture.done": (outcome: { captureId: string; report: unknown }) => void;
  /**
   * Reads for a capture that goes on, where the page's own rules let nothing through (Firefox): one GET of the allow-list,
   * named by its place there. What comes back is of the store that the page belongs to, and was its own to ask for.
   */
  "capture.read": (ask: PageRead) => StoreAnswer;
  "launcher.changed": (change: LauncherChange) => void;
  /** How to tell the stores that profiles describe on this very site: nothing of what is read of them. */
  "profile.matches": () => ProfileMatch[];
}

export type LauncherChange =
  /** The person moved the launcher or resized the panel. */
  | { kind: "arranged"; arrangement: Arrangement }
  /** The page would not leave the panel alone, so it was closed for good on this page. */
  | { kind: "interfered" };

/** From our panel: a frame in a store's page, or the same page in a tab of its own. */
export interface PanelMessages {
  "panel.start": (from: PanelAddress) => PanelStart;
  /** How this browser is connected with the store's support now; null where it is not. */
  "panel.enrolment": () => EnrolmentSummary | null;
  "panel.close": () => void;
  /** Opens one of our own pages in a tab. */
  "panel.open-own": (page: OwnPage) => void;
  /** Begins a capture of the store's page for this draft; the report arrives as a `draft.changed` event. */
  "capture.start": (start: { draftId: string; depth: ReadDepth }) => void;
  /** Ends the capture after the read in hand; what was not read by then is missing. */
  "capture.stop": (draftId: string) => void;
  /** What the person would have to agree to before lists are opened that change the store; null where there are none. */
  "capture.sweep": (draftId: string) => Sweep | null;
  /** Takes over what the store's page saw fail since the panel was opened. */
  "capture.observe": (draftId: string) => void;
  /** Days that the report can be compared with, newest first: `2026-11-21`. */
  "capture.days": (draftId: string) => string[];
  /** Compares the report with that day; null compares it with none. */
  "capture.compare": (input: { draftId: string; since: string | null }) => void;
  "draft.save": (edit: DraftEdit) => Draft;
  /** One piece of a file, in order; the last one answers with the file, as the draft now has it. */
  "file.add": (piece: FilePiece) => NamedFile | null;
  "file.remove": (file: { draftId: string; fileId: string }) => void;
  /**
   * The person wants a picture of the store's page in this request: the next press of the toolbar icon or its shortcut
   * over that page takes it. The browser shows a page to nobody without that press.
   */
  "picture.want": (draftId: string) => PictureWait;
  "picture.unwant": (draftId: string) => void;
  "draft.discard": (draftId: string) => void;
  "draft.prepare": (draftId: string) => Prepared;
  /** Puts the prepared bytes with this hash into the outbox and tries to send them at once. */
  "ticket.send": (send: { draftId: string; sha256: string }) => SendState;
  "outbox.list": () => OutboxItem[];
  "ticket.list": () => Answer<TicketSummary[]>;
  "ticket.thread": (ticketId: string) => Answer<TicketThread>;
  /** May this be filed, what does it cost, by when is it answered: worked out here, from what the server said last. */
  "request.verdict": (input: { draftId: string; ask: Ask }) => Answer<VerdictView>;
  /** What can be asked about, and the hours of support; null where the server has no rules for this license. */
  "request.terms": () => Answer<Terms | null>;
  /** The holder's yes or no to an offer. */
  "offer.decide": (decision: { ticketId: string; offerId: string; agrees: boolean }) => Answer<TicketThread>;
  "credits.statement": () => Answer<Statement>;
  /** The company that is to look after the store, where nobody does; true once the server has it. */
  "orphan.wish": (wish: { commandId: string; company: string }) => Answer<true>;
  /** The language that a text seems to be in, `de`; null where that is not sure. */
  "text.language": (text: string) => string | null;
  "ticket.reply": (reply: { ticketId: string; messageId: string; body: string }) => Answer<TicketThread>;
  /** How access stands on this ticket: no host, user, folder or fingerprint, which only the access tab shows. */
  "access.summary": (ticketId: string) => Answer<AccessSummary>;
}

/** From our own top-level pages and the popup only: enrolment, sites, tokens. */
export interface OwnMessages {
  /** The store on the tab that the person is looking at, and what can be done there. */
  "site.status": (tabId: number) => SiteStatus;
  "site.forget": (origin: string) => void;
  /** The same for a store that is not on the tab in front; no claim is read. */
  "site.read": (origin: string) => SiteStatus;
  /**
   * Says before the browser asks for permission that this site is wished for: the prompt closes the popup, and the
   * background goes on by itself. Answers whether the site is enabled now.
   */
  "site.enable": (wish: { origin: string; tabId: number | null }) => boolean;
  "site.list": () => SiteSummary[];
  /** Store profiles of this browser, in the order they were imported. */
  "profile.list": () => ProfileSummary[];
  /** Takes a profile over from its file's text, in place of one with the same id, or says every mistake in it. */
  "profile.import": (text: string) => ProfileImport;
  /** Answers with the profile's text, so that it can be imported again; null where there was none. */
  "profile.remove": (id: string) => string | null;
  /** The popup opened over this tab: takes the picture that is wanted of it. False where none is wanted. */
  "picture.take": (tabId: number) => boolean;
  /** Whether one snapshot a day of what this store's pages show is kept in this browser; what was kept goes with a no. */
  "site.keep-snapshots": (wish: { origin: string; keep: boolean }) => void;
  /** Looks at an invitation text before anything is asked for: the server it names, or why it is no invitation. */
  "enrolment.read": (text: string) => Answer<{ server: string; origin: string }>;
  "enrolment.enrol": (input: { storeOrigin: string; text: string; label: string }) => Answer<EnrolmentSummary>;
  "enrolment.with-key": (input: {
    storeOrigin: string;
    server: string;
    key: string;
    label: string;
  }) => Answer<EnrolmentSummary>;
  "enrolment.leave": (storeOrigin: string) => void;
  /** How this browser stands with a reseller's account. */
  "reseller.read": () => ResellerView;
  /** Asks a server for a code. Where the browser has not allowed the server yet, it goes on once it has. */
  "reseller.pair": (input: { server: string; label: string }) => Answer<ResellerView>;
  /** Looks whether somebody has approved the code. */
  "reseller.poll": () => ResellerView;
  /** Reads the clients anew; what was read is in the shelf. */
  "reseller.refresh": () => Answer<ResellerView>;
  /** The tickets of a client's license that are not done. */
  "reseller.open-tickets": (licenseId: string) => Answer<OpenTicket[]>;
  "reseller.statement": () => Answer<Statement>;
  /** A new one-time code for a client's browser, as the text that connects it. */
  "reseller.make-code": (licenseId: string) => Answer<{ invitation: string; expiresAt: string }>;
  "reseller.leave": () => void;
  /** All that the access tab begins with. What cannot be read without the network says why. */
  "access.start": (of: AccessPlace) => AccessStart;
  "access.view": (of: AccessPlace) => Answer<AccessView>;
  /** The server's sealing key as it shows it now: the tab compares it with the pinned one before each sealing. */
  "access.identity": (storeOrigin: string) => Answer<{ sealingKey: string }>;
  /** Ciphertext only: what is sealed never was in a message. */
  "access.hand-over": (input: { storeOrigin: string; handed: NewCredential }) => Answer<AccessView>;
  "access.check": (input: {
    storeOrigin: string;
    credentialId: string;
    accepts: string | null;
    sendsUnencrypted: boolean;
  }) => Answer<AccessView>;
  "access.prove": (input: { storeOrigin: string; credentialId: string }) => Answer<AccessView>;
  /** How this browser's own try of the store's login ended. */
  "access.report-try": (input: {
    storeOrigin: string;
    credentialId: string;
    purpose: "ready" | "disabled";
    result: AdminTryResult;
    sealedAgain: string | null;
  }) => Answer<AccessView>;
  "access.withdraw": (input: { storeOrigin: string; credentialId: string }) => Answer<AccessView>;
  "access.said-disabled": (input: { storeOrigin: string; credentialId: string }) => Answer<AccessView>;
}

/** Whose access: a ticket, under the store that this browser filed it for. */
export interface AccessPlace {
  storeOrigin: string;
  ticketId: string;
}

export interface AccessStart {
  /** Null where this store is not connected. */
  enrolment: EnrolmentSummary | null;
  /** What an open page of the store said last; null where none is open. */
  claim: StoreClaim | null;
  ticket: Answer<TicketSummary>;
  view: Answer<AccessView>;
}

/** Access as a store's page frame may show it. */
export interface AccessSummary {
  asked: CredentialKind[];
  held: {
    credentialId: string;
    kind: CredentialKind;
    protocol: Protocol | null;
    state: CredentialState;
    end: CredentialEnd | null;
    handedOverAt: string;
    expiresAt: string;
    check: CheckResult | AdminTryResult | null;
    proof: ProofResult | null;
    retest: CheckResult | AdminTryResult | null;
  }[];
  /** How often somebody has read one. */
  reveals: number;
}

export interface ProfileSummary {
  id: string;
  title: string;
  brandName: string;
  origins: readonly string[];
  /** What it reads, in a person's words. */
  reads: readonly string[];
  /** The exact addresses that it asks for, below the admin's folder. */
  asksFor: readonly string[];
  importedAt: string;
  /** Its last day, `2027-06-30`; null where it names none. */
  validUntil: string | null;
  /** One that a newer version of ours wrote may be unreadable; it is not used. */
  state: "in-use" | "ended" | "unreadable";
}

export type ProfileImport = StrictJson<ProfileSummary>;

/** From the background to our own pages and panels; each says for which store it is. */
export type PanelEvent =
  | { kind: "draft.changed"; storeOrigin: string; draft: Draft }
  | { kind: "capture.progress"; storeOrigin: string; progress: CaptureProgress }
  | { kind: "outbox.changed"; storeOrigin: string; item: OutboxItem }
  | { kind: "tickets.changed"; storeOrigin: string }
  /** The server was asked where the license stands, and it is not as before. */
  | { kind: "standing.changed"; storeOrigin: string }
  /** The picture that was waited for is taken; it becomes a file of the draft once the person is done with it. */
  | { kind: "picture.taken"; storeOrigin: string; draftId: string }
  /** The site was enabled, connected, disconnected or forgotten. */
  | { kind: "site.changed"; storeOrigin: string };

/** From the background to the launcher in a tab. */
export type LauncherEvent =
  | { kind: "launcher.close" }
  | { kind: "launcher.state"; state: LauncherState }
  /** Out of a picture that is being taken, and back. */
  | { kind: "launcher.hide"; isHidden: boolean }
  /** This site was forgotten: nothing of ours stays in the page. */
  | { kind: "launcher.gone" };

/** A call that may be refused: the reason is one a person can read, or a fault to quote. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal };

export interface LauncherState {
  /** Words on the button. */
  label: string;
  unread: number;
  /** Requests that wait to be sent. */
  waiting: number;
  arrangement: Arrangement;
}

/** How the person placed things on this store's pages, in CSS px. */
export interface Arrangement {
  /** The corner that the floating launcher stands in. */
  side: "left" | "right";
  /** From the window's lower edge. */
  bottom: number;
  panelWidth: number;
}

export interface PanelAddress {
  /** Set when the panel stands in a tab of its own: the draft it goes on with. */
  draftId: string | null;
}

export type OwnPage =
  | { page: "connect" }
  | { page: "send"; draftId: string; ticketId?: string }
  | { page: "settings" }
  /** Works on a picture that the draft has. */
  | { page: "picture"; draftId: string; fileId: string }
  /** Hands over and takes back access. A panel's is always its own store's, whatever it names. */
  | { page: "access"; ticketId: string; storeOrigin?: string };

export interface PictureWait {
  /** ISO 8601: after this a press opens the popup as ever. */
  until: string;
  /** The keys that press the icon, as the browser writes them: `Alt+Shift+G`; null where none are set. */
  shortcut: string | null;
}

export interface CaptureProgress {
  captureId: string;
  done: number;
  total: number;
  /** What is being read now, in a person's words: "modifications". */
  doing: string;
}

export type CaptureState =
  | { state: "none" }
  | { state: "reading"; progress: CaptureProgress | null }
  | { state: "ready"; at: string }
  | { state: "failed"; why: string };

/** What the person has typed and chosen so far. Kept in this browser until the server has it. */
export interface Draft {
  /** The ticket's id to be, UUIDv7. */
  draftId: string;
  storeOrigin: string;
  subject: string;
  message: string;
  /** Paths of facts that are left out (see shared/facts.ts). */
  leftOut: string[];
  /** Texts that the person masked by hand, in order: each is sent as `[masked#1]` wherever it stands. */
  masks: string[];
  /** What is asked for; null until the person has chosen a topic. */
  ask: Ask | null;
  capture: CaptureState;
  /** The redacted report, once captured: the panel shows its facts. */
  report: Report | null;
  /** Whole and looked at; their bytes are kept in this browser until the server has them. */
  files: NamedFile[];
  updatedAt: string;
}

/** Messages are JSON: a file comes in pieces, so that no message is large and a repeated one does no harm. */
export interface FilePiece {
  draftId: string;
  /** UUIDv7, made by the panel. */
  fileId: string;
  name: string;
  /** Bytes of the whole file. */
  size: number;
  /** Where in the file this piece begins. */
  at: number;
  /** Base64. */
  bytes: string;
  /** The draft's file that this one takes the place of, once it is whole. */
  replaces?: string;
}

export interface DraftEdit {
  draftId: string;
  subject: string;
  message: string;
  leftOut: string[];
  masks: string[];
  ask: Ask | null;
}

/** What a person is told before typing. */
export interface VerdictView {
  verdict: Verdict;
  /** The rule it rests on, then the others that had a say. */
  clauses: Clause[];
  /** What the price is made of, where it is made of several parts. */
  parts: { says: string; credits: number }[];
  balance: { available: number; held: number } | null;
  /** If it is sent now. */
  due: AnswerDue;
  /** Who answers, where nobody else may be named. */
  answeredBy?: string;
  /** When the server last said where the license stands; the verdict holds as of then. */
  asOf: string;
}

/** What support there is for this license, whatever is asked. */
export interface Terms {
  programmeName: string;
  topics: { id: Ask["topic"]; words: string }[];
  categoriesCost: boolean;
  /** Versions that an upgrade can go between, in order. */
  releases: readonly string[];
  languages: readonly string[] | null;
  balance: { available: number; held: number } | null;
  plan: { name: string; until: string | null } | null;
  /** Counts that the plan limits, as they stand; empty where none is limited. */
  quotas: { what: "requests" | "modifications"; left: number; most: number; startsAnewOn: string | null }[];
  /** Support's next opening or closing, and the hours of yesterday, today and tomorrow, as instants; null: not known. */
  hours: { open: boolean; turnsAt: string | null; today: { from: string; to: string }[]; estimated: boolean } | null;
  /** Null where somebody looks after the store, or this browser is not its owner's. */
  orphan: Orphan | null;
  asOf: string;
}

/** The exact text that will be sent, its SHA-256 (64 hex digits) and its size in bytes. */
export interface Prepared {
  text: string;
  sha256: string;
  size: number;
}

export type SendState =
  | { state: "sent"; receipt: TicketReceipt }
  | { state: "queued"; nextTryAt: string; refusal: Refusal }
  | { state: "refused"; refusal: Refusal };

export interface OutboxItem {
  draftId: string;
  storeOrigin: string;
  subject: string;
  sha256: string;
  send: SendState | { state: "sending" };
}

export interface EnrolmentSummary {
  storeOrigin: string;
  /** The server's origin. */
  server: string;
  serverName: string;
  /** Empty where the account is not the person's own. */
  holderName: string;
  /** Absent where an older server named none. */
  brand?: Brand;
  /** `key-only` may file, and read what this device filed; `enrolled` may read all tickets of its license. */
  standing: "enrolled" | "key-only";
  licenseLast4: string;
  /** SHA-256 of the server's sealing key; grouped hex to show, pinned at enrolment. */
  fingerprint: string;
  enrolledAt: string;
}

export interface ResellerView {
  connection: { server: string; names: PopupNames } | null;
  pairing: { server: string; code: string; expiresAt: string } | null;
  /** Why the last pairing or connection came to nothing, and which server it was. */
  refusal: Refusal | null;
  server: string | null;
}

/** A reseller’s clients as they were read last; the popup finds them in the shelf, with the network or without. */
export interface KeptClients {
  id: "clients";
  server: string;
  names: PopupNames;
  /** Null until it was read for the first time. */
  asOf: string | null;
  snapshot: ClientSnapshot | null;
}

export interface SiteSummary {
  origin: string;
  enabled: boolean;
  /** How many days of snapshots are kept here; null where none are to be. */
  snapshotDays: number | null;
  enrolment: EnrolmentSummary | null;
}

export interface SiteStatus extends SiteSummary {
  /** Null where the browser shows pages that no extension may touch. */
  claim: StoreClaim | null;
  /** Whether this is an http or https page at all. */
  supported: boolean;
  /** Whether the connection is unencrypted and not on this machine. */
  plainHttp: boolean;
  tickets: TicketSummary[];
  /** Why the tickets could not be read, where they could not. */
  ticketsRefusal: Refusal | null;
  outbox: OutboxItem[];
  /** The draft that the person has begun for this store. */
  draftId: string | null;
  /** Whether the page on this tab would not leave the panel alone. */
  interfered: boolean;
  /** A connection that is being made, or why the last one was refused. */
  attempt: EnrolmentAttempt | null;
}

export type EnrolmentAttempt =
  | { state: "asking" | "connecting"; server: string }
  | { state: "refused"; server: string; refusal: Refusal };

export interface PanelStart {
  storeOrigin: string;
  claim: StoreClaim | null;
  enrolment: EnrolmentSummary | null;
  draft: Draft;
  /** Whether the person had begun writing it before this panel opened. */
  resumed: boolean;
  outbox: OutboxItem[];
  /** Whether sending may be confirmed here; where the browser cannot prove that the panel is visible, a tab is opened. */
  consentHere: boolean;
}
