import type { LoginOutcome, ProofOutcome, Protocol, SealedSecret } from "../../../shared/credentials.ts";

/**
 * A login that is tried at a file server, as whoever asks for it says it. A check is one login attempt, never two.
 */
export interface LoginTarget {
  protocol: Protocol;
  /** As the holder typed it. */
  host: string;
  port: number;
  user: string;
  secret: SealedSecret["secret"];
  /**
   * Certificate (64 hex digits) or host key (`SHA256:…`) that this server is known by: accepted by the holder, or seen
   * first. Null where none is known yet: then a host key is taken down, and a certificate must be trusted by itself.
   */
  pinned: string | null;
  /** Whether a password may travel over FTP without TLS; without it the server is only reached. */
  sendsUnencrypted: boolean;
}

/** What the write proof needs besides. */
export interface ProofTarget extends LoginTarget {
  /** Where the holder says the store is; null where it is to be found. */
  folder: string | null;
  /** `https://shop.example`: the written file is read through it. */
  storeOrigin: string;
  /** As captured; null where no report came with the ticket. */
  store: { platform: string; version: string | null } | null;
}

/** Tries logins at file servers. The real one runs each in a process of its own (checker/start.ts). */
export interface Checker {
  /** USER, PASS, PWD, QUIT at most, or an SSH authentication; never throws for what the other side does. */
  logIn: (target: LoginTarget) => Promise<LoginOutcome>;
  /** Finds the store, writes one file, reads it through the store's address and removes it whatever happens. */
  proveWriting: (target: ProofTarget) => Promise<ProofOutcome>;
}

/**
 * What the child process gets on its standard input, as one line of JSON. It has no network of its own: whatever it talks
 * to, the parent connects, to addresses that the parent has vetted, and passes on byte by byte.
 */
export type Task =
  | ({ step: "log-in" } & Omit<LoginTarget, "port"> & { /** For TLS's server name. */ servername: string })
  | ({ step: "prove-writing" } & Omit<ProofTarget, "port"> & { servername: string; probe: Probe })
  /** What a proof that died may have left. One login more; `path` as it said it before it wrote. */
  | ({ step: "remove" } & Omit<LoginTarget, "port"> & { servername: string; path: string });

/** Of the step "remove": whether the file is known to be gone, also where it never came to be. */
export interface RemoveOutcome {
  isGone: boolean;
}

/**
 * What the child says at its end. Of a proof, `leftBehind` names the file that may still be there, beside whatever its
 * result is (the child itself never says `left-behind`): the parent then has it removed and clears the name, or says
 * `left-behind`.
 */
export type TaskOutcome = LoginOutcome | ProofOutcome | RemoveOutcome;

/** Made by the parent, so that the parent can tell what is left even of a child that died. */
export interface Probe {
  /** `deskbell-<random>.txt`. */
  name: string;
  /** What stands in the file. */
  text: string;
}

/** What the child can be connected to: the file server's control port, its data ports, the store's own web address. */
export type ChannelName = "control" | "data" | "store";
