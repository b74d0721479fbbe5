import { createHash, type X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { ShownCertificate } from "../../../../shared/credentials.ts";
import { Cut } from "./visit.ts";

/** What a person compares, of the certificate that the other side has just shown; `fault` where it is not trusted. */
export function describeCertificate(socket: TLSSocket): ShownCertificate {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) throw new Cut("no certificate");
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    names: namesOf(certificate.subjectAltName ?? ""),
    validTo: endOf(certificate),
    sha256: createHash("sha256").update(certificate.raw).digest("hex"),
    fault: socket.authorized ? null : faultOf(codeOf(socket.authorizationError)),
  };
}

const faults: Record<string, NonNullable<ShownCertificate["fault"]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "unknown-issuer",
  UNABLE_TO_GET_ISSUER_CERT: "unknown-issuer",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unknown-issuer",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unknown-issuer",
  CERT_UNTRUSTED: "unknown-issuer",
  ERR_TLS_CERT_ALTNAME_INVALID: "other-name",
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "not-yet-valid",
};

function faultOf(code: string): NonNullable<ShownCertificate["fault"]> {
  return faults[code] ?? "other";
}

/** Node's types say an Error; what it holds is the code as text. */
function codeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? "") : String(error);
}

/** `CN=…, O=…`, from the most particular. */
function nameOf(lines: string | undefined): string {
  const parts = (lines ?? "").split("\n").reverse();
  return parts
    .join(", ")
    .replaceAll(/\p{Cc}/gu, "")
    .slice(0, 300);
}

/** `DNS:a.example, IP Address:192.0.2.1`; what holds anything unusual is quoted, and left out. */
function namesOf(text: string): string[] {
  const found = text.matchAll(/(?:^|, )(?:DNS|IP Address):([^\s",\\]{1,253})(?=,|$)/g);
  return [...found].slice(0, 50).map(([, name = ""]) => name);
}

/** The years of a certificate go on for longer than those of a date here. */
function endOf({ validToDate }: X509Certificate): string {
  const latest = Date.UTC(9999, 11, 31);
  const end = validToDate.getTime();
  return new Date(Number.isFinite(end) ? Math.min(Math.max(end, 0), latest) : latest).toISOString();
}
