import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

/**
 * A passkey in software: what a browser and an authenticator make together (WebAuthn level 3), with ES256 and no
 * attestation.
 */
export interface Authenticator {
  /** Answers `generate-register-options`, as `PublicKeyCredential.toJSON()` does. */
  create(options: { challenge: string; rp: { id?: string } }, how?: Circumstances): object;
  /** Answers `generate-authenticate-options`. */
  get(options: { challenge: string; rpId: string }, how?: Circumstances): object;
}

interface Circumstances {
  origin?: string;
  /** Whether it asked for a finger, a face or a PIN. */
  userVerified?: boolean;
  /** Signs with another key than the one it registered. */
  forged?: boolean;
}

export function newAuthenticator(defaultOrigin: string): Authenticator {
  const id = randomBytes(32);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  let count = 0;

  function authenticatorData(rpId: string, userVerified: boolean, attested: Buffer = Buffer.alloc(0)): Buffer {
    const flags = 0x01 | (userVerified ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++count);
    return Buffer.concat([createHash("sha256").update(rpId).digest(), Buffer.from([flags]), counter, attested]);
  }

  const told = (response: object) => ({
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
    response,
  });

  return {
    create({ challenge, rp }, { origin = defaultOrigin, userVerified = true } = {}) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const authData = authenticatorData(rp.id ?? "", userVerified, attested);
      const attestationObject = cbor(
        new Map<string, unknown>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", authData],
        ]),
      );
      return told({
        clientDataJSON: clientData("webauthn.create", challenge, origin).toString("base64url"),
        attestationObject: attestationObject.toString("base64url"),
        transports: ["internal"],
      });
    },
    get({ challenge, rpId }, { origin = defaultOrigin, userVerified = true, forged = false } = {}) {
      const client = clientData("webauthn.get", challenge, origin);
      const data = authenticatorData(rpId, userVerified);
      const key = forged ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey : privateKey;
      const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
      return told({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: createSign("sha256").update(signed).sign(key).toString("base64url"),
      });
    },
  };
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** RFC 9053: an EC2 key on P-256 for ES256. */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]),
  );
}

/** RFC 8949, as much as is needed. */
function cbor(value: unknown): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (!(value instanceof Map)) throw new Error("No CBOR for this");
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, held]) => [cbor(key), cbor(held)])]);
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  return count < 256
    ? Buffer.from([(major << 5) | 24, count])
    : Buffer.from([(major << 5) | 25, count >> 8, count & 0xff]);
}
