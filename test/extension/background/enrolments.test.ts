import { createHash } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { wishFor } from "../../../extension/enrolments.ts";
import { formatInvitation } from "../../../shared/invitation.ts";
import { refusal } from "../../../shared/problems.ts";
import { fakeServices, serverOrigin, storeOrigin } from "./fake-services.ts";

const sealingKey = "age1key";
const fingerprint = createHash("sha256").update(sealingKey).digest("hex");
const text = formatInvitation({ server: serverOrigin, code: "0123456789ABCDEF", fingerprint });
const wish = wishFor({ storeOrigin, label: "Chrome on Linux", text });
const made = {
  token: "spd_secret",
  deviceId: "device",
  standing: "enrolled",
  holderName: "Maple & Twine",
  licenseLast4: "2QX8",
  serverName: "Customer Care",
} as const;

function setUp() {
  const services = fakeServices();
  services.allowed.add(serverOrigin);
  const codes: string[] = [];
  services.server.identity = async () => ({ name: "Customer Care", sealingKey, fingerprint });
  services.server.enrol = async ({ code }) => {
    codes.push(code);
    return made;
  };
  return { services, codes };
}

describe("connecting a store", () => {
  test("pins the key that the server really shows, and tells no page the token", async () => {
    const { services } = setUp();
    const summary = await services.enrolments.enrol(wish);
    expect(summary).toMatchObject({ storeOrigin, server: serverOrigin, fingerprint, holderName: "Maple & Twine" });
    expect(JSON.stringify(summary)).not.toContain(made.token);
    expect(await services.enrolments.find(storeOrigin)).toMatchObject({ token: made.token });
  });

  test("sends no code to a server whose key is another, whatever fingerprint it claims", async () => {
    const { services, codes } = setUp();
    services.server.identity = async () => ({ name: "Customer Care", sealingKey: "age1other", fingerprint });
    const actual = createHash("sha256").update("age1other").digest("hex");
    const why = refusal("enrolment.fingerprint-differs", { expected: fingerprint, actual });
    await expect(services.enrolments.enrol(wish)).rejects.toMatchObject({ refusal: why });
    expect(codes).toEqual([]);
    expect(await services.enrolments.find(storeOrigin)).toBeNull();
    expect((await services.settings.attempts.get())[storeOrigin]).toEqual({
      state: "refused",
      server: serverOrigin,
      refusal: why,
    });
  });

  test("asks no server that the browser has not allowed; once it has, it goes on without the popup", async () => {
    const { services, codes } = setUp();
    services.allowed.clear();
    await expect(services.enrolments.enrol(wish)).rejects.toMatchObject({
      refusal: refusal("enrolment.server-not-allowed", { server: serverOrigin }),
    });
    expect(services.opened).toEqual([]);
    services.allowed.add(serverOrigin);
    await services.enrolments.fulfil();
    expect(codes).toHaveLength(1);
    expect((await services.enrolments.find(storeOrigin))?.holderName).toBe("Maple & Twine");
    expect(await services.settings.attempts.get()).toEqual({});
  });

  test("uses a code once, although popup and prompt both go on and the button is pressed twice", async () => {
    const { services, codes } = setUp();
    await services.settings.enrolmentWish.change(() => wish);
    await Promise.all([services.enrolments.enrol(wish), services.enrolments.fulfil(), services.enrolments.enrol(wish)]);
    await services.enrolments.enrol(wish);
    expect(codes).toHaveLength(1);
  });

  test("by the key alone sends it to the server that was typed, and shows that server's key", async () => {
    const { services } = setUp();
    const keys: string[] = [];
    services.server.enrolWithKey = async ({ key }) => {
      keys.push(key);
      return { ...made, standing: "key-only" };
    };
    const input = { storeOrigin, label: "Chrome", server: "support.example", key: " OC-7F3A " };
    expect(await services.enrolments.enrol(wishFor(input))).toMatchObject({ standing: "key-only", fingerprint });
    expect(keys).toEqual(["OC-7F3A"]);
  });

  test("takes no text that is no invitation, and no server by http", () => {
    expect(() => wishFor({ storeOrigin, label: "", text: "hello" })).toThrow("enrolment.text-invalid");
    expect(() => wishFor({ storeOrigin, label: "", server: "http://support.example", key: "k" })).toThrow(
      "enrolment.not-https",
    );
  });

  test("is over at once when left, even if the server cannot be told", async () => {
    vi.spyOn(console, "warn").mockImplementationOnce(() => {});
    const { services } = setUp();
    await services.enrolments.enrol(wish);
    services.server.leave = async () => {
      throw new Error("away");
    };
    await services.enrolments.leave(storeOrigin);
    expect(await services.enrolments.find(storeOrigin)).toBeNull();
  });
});
