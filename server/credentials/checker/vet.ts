import { isIP, isIPv6 } from "node:net";
import { domainToASCII } from "node:url";
import ipaddr from "ipaddr.js";
import { hostName } from "../../../shared/credentials.ts";

/** `10.1.0.0/16` as address and bits. */
export interface AddressRange {
  address: string;
  bits: number;
}

/** Where checks may go besides the public internet, and at which ports. */
export interface Reach {
  /** Reached although private. */
  allowed: readonly AddressRange[];
  /** Of file servers. */
  ports: readonly number[];
  /** This machine's own addresses: not reached, even where they are public. */
  own: ReadonlySet<string>;
}

/** The ports where file servers listen. */
export const usualCheckPorts: readonly number[] = [21, 22, 990, 2222];

/** One address, or a range of them as `10.1.0.0/16`; null for anything else, also where bits beyond the range are set. */
export function parseRange(text: string): AddressRange | null {
  const [, address = "", bits] = /^([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return null;
  const most = version === 4 ? 32 : 128;
  const range = { address, bits: bits === undefined ? most : Number(bits) };
  if (range.bits > most) return null;
  const first = (version === 4 ? ipaddr.IPv4 : ipaddr.IPv6).networkAddressFromCIDR(`${address}/${range.bits}`);
  return first.toString() === ipaddr.parse(address).toString() ? range : null;
}

/** All that is given out as public in IPv6; the library takes the rest for public too. */
const publicIPv6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** Azure's own services, at an address that looks public: it answers every machine there, with that machine's secrets. */
const azureHost = "168.63.129.16";

/** Whether a check may be connected to this address. Only what a resolver answers is asked: text has too many spellings. */
export function isReachable(address: string, reach: Pick<Reach, "allowed" | "own">): boolean {
  if (isIP(address) === 0 || address.includes("%")) return false;
  const parsed = ipaddr.parse(address);
  if (reach.allowed.some((range) => isWithin(parsed, range))) return true;
  if (address === azureHost || reach.own.has(parsed.toString()) || parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(publicIPv6);
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, { address: first, bits }: AddressRange): boolean {
  const range = ipaddr.parse(first);
  return range.kind() === address.kind() && address.match(range, bits);
}

/** As the own addresses of `Reach` are written. */
export function plainAddress(address: string): string {
  return ipaddr.parse(address.replace(/%.*$/, "")).toString();
}

/** A host as a resolver takes it: ASCII, an IPv6 address without its brackets; null for what is no host at all. */
export function hostOf(text: string): string | null {
  const literal = text.replace(/^\[(.*)\]$/, "$1");
  if (isIPv6(literal)) return literal.includes("%") ? null : literal;
  if (!hostName.safeParse(text).success || text.includes("%")) return null;
  const ascii = domainToASCII(text).replace(/\.$/, "");
  return /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/.test(ascii) && ascii.length <= 253 ? ascii : null;
}

/** Where web servers listen besides the usual two. */
const webPorts: readonly number[] = [8000, 8008, 8080, 8081, 8088, 8443, 8880, 8888];

/** Services whose port is above the well-known ones: no data connection of a file server goes there. */
const guarded: ReadonlySet<number> = new Set([
  ...webPorts,
  ...[1080, 1099, 1433, 1521, 1723, 2049, 2082, 2083, 2086, 2087, 2222, 2375, 2376, 2379, 2380, 3000, 3128, 3306, 3389],
  ...[4369, 4444, 5000, 5432, 5601, 5672, 5900, 5901, 5984, 5985, 5986, 6000, 6001, 6379, 6443, 7001, 8006, 8086, 8161],
  ...[8500, 9000, 9001, 9042, 9090, 9092, 9200, 9300, 9418, 10250, 11211, 15672, 16379, 25672, 27017, 27018],
]);

/** Whether a file server's data may be at this port. */
export function isDataPort(port: number): boolean {
  return Number.isSafeInteger(port) && port >= 1024 && port <= 65_535 && !guarded.has(port);
}

/** Host and port of a store's address; null where nothing may be read from there. */
export function storeOf(origin: string): { host: string; port: number } | null {
  const url = URL.parse(origin);
  const usualPort = url?.protocol === "https:" ? 443 : url?.protocol === "http:" ? 80 : null;
  const host = url && hostOf(url.hostname);
  if (!url || !host || usualPort === null) return null;
  const port = url.port === "" ? usualPort : Number(url.port);
  return port === usualPort || webPorts.includes(port) || isDataPort(port) ? { host, port } : null;
}
