import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveVetted } from "../../../server/credentials/checker/resolve.ts";
import {
  hostOf,
  isDataPort,
  isReachable,
  parseRange,
  plainAddress,
  storeOf,
} from "../../../server/credentials/checker/vet.ts";
import { runs } from "../../support/runs.ts";

const nothingMore = { allowed: [], own: new Set<string>() };

const reachable = ["8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.0.1", "2606:4700::1", "2a01:4f8::2"];

const unreachable: [address: string, why: string][] = [
  ["127.0.0.1", "loopback"],
  ["127.255.255.254", "loopback"],
  ["0.0.0.0", "unspecified"],
  ["0.1.2.3", "this network"],
  ["10.0.0.1", "private"],
  ["172.16.0.1", "private"],
  ["172.31.255.255", "private"],
  ["192.168.1.1", "private"],
  ["100.64.0.1", "carrier's NAT"],
  ["100.127.255.255", "carrier's NAT"],
  ["169.254.169.254", "metadata of a cloud"],
  ["192.0.0.192", "metadata of a cloud"],
  ["168.63.129.16", "metadata of a cloud"],
  ["192.0.2.1", "documentation"],
  ["198.51.100.7", "documentation"],
  ["203.0.113.9", "documentation"],
  ["198.18.0.1", "benchmarks"],
  ["192.88.99.1", "6to4's relay"],
  ["224.0.0.1", "multicast"],
  ["239.255.255.250", "multicast"],
  ["240.0.0.1", "reserved"],
  ["255.255.255.255", "broadcast"],
  ["::", "unspecified"],
  ["::1", "loopback"],
  ["::7f00:1", "IPv4 in IPv6"],
  ["::8.8.8.8", "IPv4 in IPv6"],
  ["::ffff:127.0.0.1", "mapped"],
  ["::ffff:8.8.8.8", "mapped"],
  ["::ffff:0:7f00:1", "translated"],
  ["64:ff9b::7f00:1", "NAT64"],
  ["64:ff9b::808:808", "NAT64"],
  ["64:ff9b:1::a00:1", "NAT64"],
  ["2002:7f00:1::", "6to4"],
  ["2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo"],
  ["2001:db8::1", "documentation"],
  ["3fff::1", "documentation"],
  ["2001:2::1", "benchmarks"],
  ["2001:20::1", "ORCHID"],
  ["100::1", "discarded"],
  ["fc00::1", "unique local"],
  ["fd00:ec2::254", "metadata of a cloud"],
  ["fe80::1", "link local"],
  ["fe80::1%lo", "link local"],
  ["fec0::1", "site local"],
  ["ff02::1", "multicast"],
  ["5f00::1", "segment routing"],
  ["4000::1", "not given out"],
  ["2606:4700::1%eth0", "of an interface"],
  ["", "no address"],
  ["shop.example", "no address"],
  ["127.1", "no address as a resolver writes it"],
];

test.each(reachable)("%s is public and may be reached", (address) => {
  expect(isReachable(address, nothingMore)).toBe(true);
});

test.each(unreachable)("%s may not be reached: %s", (address) => {
  expect(isReachable(address, nothingMore)).toBe(false);
});

test("an address of this machine may not be reached, even where it is public", () => {
  const own = new Set(["2606:4700::1", "8.8.8.8"].map(plainAddress));
  expect(isReachable("8.8.8.8", { allowed: [], own })).toBe(false);
  expect(isReachable("2606:4700:0:0::0001", { allowed: [], own })).toBe(false);
  expect(isReachable("8.8.4.4", { allowed: [], own })).toBe(true);
});

const allowed = ["10.1.0.0/16", "127.0.0.1", "fd12::/16"].map((text) => parseRange(text)!);

test.each([
  ["10.1.255.255", true],
  ["10.2.0.0", false],
  ["127.0.0.1", true],
  ["127.0.0.2", false],
  ["::ffff:10.1.0.1", false],
  ["fd12:ffff::1", true],
  ["fd13::1", false],
])("with 10.1.0.0/16, 127.0.0.1 and fd12::/16 allowed, %s may be reached: %s", (address, expected) => {
  expect(isReachable(address, { allowed, own: new Set(["127.0.0.1"]) })).toBe(expected);
});

test.each([
  ["10.1.0.0/16", { address: "10.1.0.0", bits: 16 }],
  ["10.1.2.3", { address: "10.1.2.3", bits: 32 }],
  ["fd00::/8", { address: "fd00::", bits: 8 }],
  ["::1", { address: "::1", bits: 128 }],
  ["0.0.0.0/0", { address: "0.0.0.0", bits: 0 }],
])("%s is a range", (text, expected) => {
  expect(parseRange(text)).toEqual(expected);
});

test.each(["", "10.1.0.0/33", "10.1.0.1/16", "10.1/16", "fd00::/129", "fd00::1/8", "localhost", "10.1.0.0/", "0x7f.1"])(
  "%s is no range",
  (text) => {
    expect(parseRange(text)).toBeNull();
  },
);

test.each([
  ["Shop.Example", "shop.example"],
  ["shop.example.", "shop.example"],
  ["münchen.example", "xn--mnchen-3ya.example"],
  ["ｅxample.com", "example.com"],
  ["ftp_1.shop.example", "ftp_1.shop.example"],
  ["8.8.8.8", "8.8.8.8"],
  ["0x7f.1", "127.0.0.1"],
  ["2130706433", "127.0.0.1"],
  ["[::1]", "::1"],
  ["[2606:4700::1]", "2606:4700::1"],
  ["::1", "::1"],
])("the host %s is asked for as %s", (text, expected) => {
  expect(hostOf(text)).toBe(expected);
});

test.each([
  "",
  " ",
  ".",
  "user@shop.example",
  "shop.example:21",
  "shop.example/folder",
  "shop.example?x",
  "shop.example#x",
  "shop.example\\x",
  "shop.example\r\nQUIT",
  "shop.example\0",
  "shop .example",
  "shop%2eexample",
  "%31%32%37.1",
  "[::1",
  "[shop.example]",
  "[::1]:21",
  "[fe80::1%lo]",
  "ftp://shop.example",
  "shop..example",
  `${"a".repeat(64)}.example`,
  `${"a.".repeat(127)}example`,
  "1.2.3.4.5",
])("%j is no host", (text) => {
  expect(hostOf(text)).toBeNull();
});

test.each([0, 20, 21, 22, 80, 443, 1023, 2222, 3306, 5432, 6379, 8080, 11211, 65_536, -1, 1.5, Number.NaN])(
  "no data connection goes to port %d",
  (port) => {
    expect(isDataPort(port)).toBe(false);
  },
);

test.each([1024, 21_100, 30_000, 49_152, 50_000, 65_535])("a file server's data may be at port %d", (port) => {
  expect(isDataPort(port)).toBe(true);
});

test.each([
  ["https://shop.example", { host: "shop.example", port: 443 }],
  ["http://shop.example", { host: "shop.example", port: 80 }],
  ["http://shop.example:8080", { host: "shop.example", port: 8080 }],
  ["https://[::1]:30443", { host: "::1", port: 30_443 }],
  ["https://shop.example:80", null],
  ["http://shop.example:22", null],
  ["http://shop.example:25", null],
  ["http://shop.example:6379", null],
  ["ftp://shop.example", null],
  ["shop.example", null],
  ["", null],
])("of the store %s this is read: %j", (origin, expected) => {
  expect(storeOf(origin)).toEqual(expected);
});

describe("the answers of a resolver", () => {
  const ask = (addresses: string[]) =>
    resolveVetted("shop.example", {
      resolve: async () => addresses.map((address) => ({ address })),
      reach: nothingMore,
      ms: 100,
    });
  const good = fc.constantFrom(...reachable);
  const bad = fc.constantFrom(...unreachable.map(([address]) => address));

  test("one that may not be reached refuses all, wherever it stands", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(good), bad, fc.array(good), async (before, one, after) => {
        expect(await ask([...before, one, ...after])).toBe("blocked");
      }),
      { numRuns: runs(5_000, 300) },
    );
  });

  test("public ones are all kept, IPv4 first", async () => {
    expect(await ask(["2606:4700::1", "8.8.8.8", "1.1.1.1"])).toEqual(["8.8.8.8", "1.1.1.1", "2606:4700::1"]);
  });

  test("none, an error and a resolver that never answers are alike", async () => {
    const asking = { reach: nothingMore, ms: 50 };
    const failing = async () => Promise.reject(new Error("ENOTFOUND"));
    expect(await ask([])).toBe("unreachable");
    expect(await resolveVetted("shop.example", { ...asking, resolve: failing })).toBe("unreachable");
    expect(await resolveVetted("shop.example", { ...asking, resolve: () => new Promise(() => {}) })).toBe(
      "unreachable",
    );
  });

  test("more addresses than a file server has are not tried", async () => {
    expect(await ask(Array.from({ length: 65 }, (_, at) => `8.8.${at}.1`))).toBe("blocked");
  });
});
