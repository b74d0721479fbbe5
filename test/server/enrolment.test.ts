import { expect, test } from "vitest";
import {
  bearer,
  days,
  enrolledDevice,
  keyOnlyDevice,
  newCode,
  newLicense,
  refusalOf,
  startServer,
  storeOrigin,
} from "../support/app.ts";

const label = "Firefox";

test("of 200 browsers that use one code at once, one is enrolled", async () => {
  const server = await startServer();
  const code = await newCode(server, await newLicense(server));
  const { api } = { api: server.as({}) };
  const attempts = Array.from({ length: 200 }, () => refusalOf(api.devices.enrol.mutate({ code, storeOrigin, label })));
  const outcomes = await Promise.allSettled(attempts);
  // What was not refused is the one that got through.
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
  const codes = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value.code] : []));
  expect(new Set(codes)).toEqual(new Set(["enrolment.code-unknown"]));
  expect(await server.db.selectFrom("devices").select("id").execute()).toHaveLength(1);
});

test("a code works for seven days and not after", async () => {
  const server = await startServer();
  const license = await newLicense(server);
  const [intime, late] = [await newCode(server, license), await newCode(server, license)];
  const { devices } = server.as({});
  server.pass(7 * days - 60_000);
  expect(await devices.enrol.mutate({ code: intime, storeOrigin, label })).toMatchObject({ standing: "enrolled" });
  server.pass(120_000);
  const refusal = await refusalOf(devices.enrol.mutate({ code: late, storeOrigin, label }));
  expect(refusal).toMatchObject({ code: "enrolment.code-unknown", status: 403 });
});

test("a code is taken as people type it", async () => {
  const server = await startServer();
  const code = await newCode(server, await newLicense(server));
  const typed = `${code.slice(0, 8)}-${code.slice(8)}`.toLowerCase().replaceAll("0", "o").replaceAll("1", "l");
  expect(await server.as({}).devices.enrol.mutate({ code: typed, storeOrigin, label })).toMatchObject({
    standing: "enrolled",
    holderName: "Ada's Shop",
    serverName: "Test support",
  });
});

test("an unknown license key enrols nobody, and a known one says who its holder is", async () => {
  const server = await startServer();
  const { key, keyLast4 } = await newLicense(server);
  const { devices } = server.as({});
  const enrolment = await devices.enrolWithKey.mutate({ key: key.toLowerCase(), storeOrigin, label });
  expect(enrolment).toMatchObject({ standing: "key-only", holderName: "Ada's Shop", licenseLast4: keyLast4 });
  const refusal = await refusalOf(devices.enrolWithKey.mutate({ key: `${key}0`, storeOrigin, label }));
  expect(refusal).toMatchObject({ code: "enrolment.key-unknown", status: 403 });
});

test("neither tokens, codes nor keys are in the database", async () => {
  const server = await startServer();
  const license = await newLicense(server);
  const code = await newCode(server, license);
  const { token } = await server.as({}).devices.enrol.mutate({ code, storeOrigin, label });
  const tables = ["devices", "enrolmentCodes", "licenses", "audit", "accounts"] as const;
  const everything = JSON.stringify(
    await Promise.all(tables.map((table) => server.db.selectFrom(table).selectAll().execute())),
  );
  expect(everything).toContain(license.keyLast4);
  for (const secret of [token, token.slice(4), code, license.key, license.key.replaceAll("-", "")]) {
    expect(everything).not.toContain(secret);
  }
});

test("a browser that left is nobody from its next request on", async () => {
  const server = await startServer();
  const license = await newLicense(server);
  const [leaving, staying] = [await enrolledDevice(server, license), await keyOnlyDevice(server, license)];
  expect(await leaving.api.devices.leave.mutate()).toEqual({ left: true });
  expect(await refusalOf(leaving.api.tickets.mine.query())).toMatchObject({ code: "device.revoked", status: 401 });
  expect(await staying.api.tickets.mine.query()).toEqual([]);
});

test("a token lives as long as it is used every 90 days, and no longer", async () => {
  const server = await startServer();
  const { api } = await enrolledDevice(server, await newLicense(server));
  server.pass(89 * days);
  expect(await api.tickets.mine.query()).toEqual([]);
  server.pass(89 * days);
  expect(await api.tickets.mine.query()).toEqual([]);
  server.pass(91 * days);
  expect(await refusalOf(api.tickets.mine.query())).toMatchObject({ code: "device.revoked", status: 401 });
});

test.each(["", "Bearer", "Bearer spd_", `Bearer spd_${"a".repeat(43)}`, `Basic spd_${"a".repeat(43)}`])(
  "an Authorization header that is no device's opens nothing: %j",
  async (authorization) => {
    const server = await startServer();
    const mine = server.as({ authorization }).tickets.mine.query();
    expect(await refusalOf(mine)).toMatchObject({ code: "device.missing", status: 401 });
  },
);

test("a token is taken with nothing changed in it", async () => {
  const server = await startServer();
  const { token } = await enrolledDevice(server, await newLicense(server));
  for (const changed of [token.toUpperCase(), token.slice(0, -1), `${token}A`, token.replace("spd_", "")]) {
    const mine = server.as(bearer(changed)).tickets.mine.query();
    expect(await refusalOf(mine)).toMatchObject({ code: "device.missing" });
  }
});

test("guessing stops after a few tries a minute, while browsers with good codes are let in", async () => {
  const server = await startServer({ enrolmentsPerMinute: 5 });
  const license = await newLicense(server);
  const { devices } = server.as({});
  const guess = () => refusalOf(devices.enrol.mutate({ code: "0".repeat(16), storeOrigin, label }));
  for (let good = 0; good < 10; good++) {
    await devices.enrol.mutate({ code: await newCode(server, license), storeOrigin, label });
  }
  const codes = [];
  for (let tries = 0; tries < 6; tries++) codes.push((await guess()).code);
  expect(codes).toEqual([...Array(5).fill("enrolment.code-unknown"), "request.too-many"]);
  expect(await guess()).toMatchObject({ status: 429, values: { seconds: expect.any(Number) } });
});

test("a forwarded address does not give new tries, unless a proxy of ours is said to stand in front", async () => {
  const server = await startServer({ enrolmentsPerMinute: 2 });
  const codes = [];
  for (let tries = 0; tries < 3; tries++) {
    const { devices } = server.as({ "x-forwarded-for": `203.0.113.${tries}` });
    codes.push((await refusalOf(devices.enrolWithKey.mutate({ key: "nothing", storeOrigin, label }))).code);
  }
  expect(codes.at(-1)).toBe("request.too-many");
});

test.each([
  "shop.example",
  "https://shop.example/",
  "https://shop.example/admin",
  "javascript:alert(1)",
  "https://a@b",
  "file:///etc",
])("what is no store's origin is not enrolled: %j", async (origin) => {
  const server = await startServer();
  const code = await newCode(server, await newLicense(server));
  const refusal = await refusalOf(server.as({}).devices.enrol.mutate({ code, storeOrigin: origin, label }));
  expect(refusal).toMatchObject({ code: "request.invalid", values: { where: "storeOrigin" } });
  expect(await server.as({}).devices.enrol.mutate({ code, storeOrigin, label })).toMatchObject({
    standing: "enrolled",
  });
});
