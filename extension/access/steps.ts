import type { AdminTryResult, CheckResult, CredentialSummary, LoginOutcome } from "../../shared/credentials.ts";
import type { Measured, Running } from "./state.ts";
import { checkOutcomes, isLogin, proofOutcomes, type Step, tryOutcomes } from "./words.ts";

export interface LiveStep {
  id: string;
  words: string;
  state: Step | "running";
  /** Beside it: how long it took, or what was seen first. */
  aside: string | null;
  /** A fingerprint below it. */
  print: string | null;
}

interface Known {
  admin: CredentialSummary | null;
  files: CredentialSummary | null;
  running: Running | null;
  measured: Measured | null;
}

/** All steps of a hand-over, as far as they have come: each of them happened, happens, or may still happen. */
export function stepsOf(known: Known): LiveStep[] {
  return [...adminSteps(known), ...ownSteps(known), ...fileSteps(known)];
}

function adminSteps({ admin, running }: Known): LiveStep[] {
  if (running?.work === "trying") return [step("admin", "Trying your store’s login once", "running")];
  if (!admin) return [];
  if (!admin.check) return [step("admin", "Store admin: handed over, not tried", "passed")];
  const result = admin.check.outcome.result as AdminTryResult; // The server tries no store's login itself.
  const { title, tone } = tryOutcomes[result];
  const state: Step = tone === "positive" ? "passed" : tone === "critical" ? "failed" : "warned";
  return [step("admin", `Store admin: ${title.toLowerCase()}`, state)];
}

function ownSteps({ admin, files, running, measured }: Known): LiveStep[] {
  const isKept = Boolean(admin || files);
  const sealing = running?.work === "sealing";
  const sending = running?.work === "sending";
  return [
    {
      ...step("sealed", "Sealed in this browser", sealing ? "running" : isKept || sending ? "passed" : "open"),
      aside: measured && !sealing ? lengthOf(measured.sealing) : null,
    },
    {
      ...step("kept", "Kept by support, sealed", sending ? "running" : isKept && !sealing ? "passed" : "open"),
      aside: measured && !sealing && !sending ? lengthOf(measured.sending) : null,
    },
  ];
}

const names = [
  ["reached", "File server reached", "Reaching the file server, and logging in once"],
  ["encrypted", "Its identity", ""],
  ["logged-in", "Logged in, once", ""],
  ["found", "Your store found", "Looking for your store, and writing one test file"],
  ["written", "One test file written, read back, deleted", ""],
] as const;

function fileSteps({ files, running, measured }: Known): LiveStep[] {
  const trail = trailOf(files);
  const work = running?.kind === "ftp" ? running.work : null;
  const begins = work === "checking" ? 0 : work === "proving" ? 3 : null;
  const checking = measured && measured.credentialId === files?.credentialId ? measured.checking : null;
  // How long the check took stands beside the step at which it ended.
  const lastOfLogin = trail.slice(0, 3).findLastIndex((came) => came !== "open");
  return names.map(([id, done, doing], at) => {
    const isLater = begins !== null && at > begins;
    const state = at === begins ? "running" : isLater ? "open" : trail[at];
    const said = id === "encrypted" && begins !== 0 ? identityOf(files) : null;
    return {
      ...step(id, state === "running" ? doing : (said?.words ?? done), state ?? "open"),
      aside: at === lastOfLogin && begins === null && checking !== null ? lengthOf(checking) : null,
      print: said?.print ?? null,
    };
  });
}

function trailOf(files: CredentialSummary | null): readonly Step[] {
  if (files?.proof) return proofOutcomes[files.proof.outcome.result].trail;
  // A holder's browser tries no file server.
  return files?.check ? checkOutcomes[files.check.outcome.result as CheckResult].trail : [];
}

/** How the server showed who it is. */
function identityOf(files: CredentialSummary | null): { words: string; print: string | null } | null {
  const outcome = loginOf(files);
  if (!outcome) return null;
  if (outcome.hostKey) {
    const isKnown = files?.pinned === outcome.hostKey.sha256;
    return { words: isKnown ? "Server key noted" : "Server key seen", print: outcome.hostKey.sha256 };
  }
  if (outcome.certificate) {
    const words = outcome.certificate.fault ? "Certificate not trusted by itself" : "Certificate trusted";
    return { words: outcome.tls ? `${words}, ${outcome.tls}` : words, print: null };
  }
  return outcome.tls === null && outcome.result === "ready" ? { words: "Not encrypted", print: null } : null;
}

function loginOf(files: CredentialSummary | null): LoginOutcome | null {
  if (files?.proof) return files.proof.outcome.login;
  return files?.check && isLogin(files.check.outcome) ? files.check.outcome : null;
}

function step(id: string, words: string, state: LiveStep["state"]): LiveStep {
  return { id, words, state, aside: null, print: null };
}

/** `84 ms`, `1.2 s` */
export function lengthOf(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
