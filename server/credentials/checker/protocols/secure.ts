import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect, type TLSSocket } from "node:tls";
import type { ShownCertificate } from "../../../../shared/credentials.ts";
import { describeCertificate } from "./certificate.ts";
import { Cut } from "./visit.ts";

export interface Secured {
  socket: TLSSocket;
  certificate: ShownCertificate;
  /** `TLSv1.3`. */
  version: string;
  servername: string;
  /** For the data connections: many servers want to see that they are of the same session. */
  session: () => Buffer | undefined;
}

interface Options {
  /** As the certificate should name it: what was typed, not what it resolved to. */
  servername: string;
  authorities: string[] | null;
  session?: Buffer | undefined;
}

/**
 * Shakes hands, and only says whether the certificate is trusted: whoever asks must look at `certificate.fault` before
 * anything is sent. TLS 1.2 is the oldest. Throws `Cut` where no handshake comes about.
 */
export async function secure(stream: Duplex, options: Options): Promise<Secured> {
  const { socket, session } = await shakeHands(stream, options);
  const certificate = describeCertificate(socket);
  return { socket, certificate, version: socket.getProtocol() ?? "", servername: options.servername, session };
}

/** For data: the other side continues the session, which only the same server can, or shows the same certificate. */
export async function secureAlike(stream: Duplex, { servername, session, certificate }: Secured): Promise<TLSSocket> {
  const { socket } = await shakeHands(stream, { servername, authorities: null, session: session() });
  const isSame = socket.isSessionReused() || describeCertificate(socket).sha256 === certificate.sha256;
  if (!isSame) throw new Cut("another certificate than before");
  return socket;
}

async function shakeHands(stream: Duplex, { servername, authorities, session }: Options) {
  const name = servername.replace(/^\[(.*)\]$/, "$1");
  const socket = connect({
    socket: stream,
    minVersion: "TLSv1.2",
    rejectUnauthorized: false,
    // An address is no server name (RFC 6066: 3), yet a certificate may be good for one.
    ...(isIP(name) ? { host: name } : { servername: name }),
    ...(authorities ? { ca: authorities } : {}),
    ...(session ? { session } : {}),
  });
  let latest: Buffer | undefined;
  socket.on("session", (given) => {
    latest = given;
  });
  const shaken = Promise.withResolvers<void>();
  const fail = (cause?: unknown) => shaken.reject(new Cut("no encryption", { cause }));
  socket.on("secureConnect", shaken.resolve).on("error", fail).on("close", fail).on("end", fail);
  await shaken.promise;
  return { socket, session: () => latest ?? socket.getSession() };
}
