import { promises as dns } from "node:dns";
import { isIPv4 } from "node:net";
import { networkInterfaces } from "node:os";
import { within } from "./deadline.ts";
import { isReachable, plainAddress, type Reach } from "./vet.ts";

/** Answers with every address of a name. */
export type Resolve = (host: string) => Promise<readonly { address: string }[]>;

/** As the machine resolves names, its hosts file included. */
export const resolveHere: Resolve = (host) => dns.lookup(host, { all: true, verbatim: true });

/** This machine's own addresses, as `Reach` compares them. */
export function ownAddresses(): ReadonlySet<string> {
  const all = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  return new Set(all.map(({ address }) => plainAddress(address)));
}

/** More than a file server has. */
const mostAddresses = 64;

/**
 * The addresses of a host, IPv4 first. Asked once, and what is connected to is one of the answers: a name that answers
 * otherwise a moment later changes nothing. One answer that may not be reached refuses them all.
 */
export async function resolveVetted(
  host: string,
  { resolve, reach, ms }: { resolve: Resolve; reach: Pick<Reach, "allowed" | "own">; ms: number },
): Promise<readonly string[] | "blocked" | "unreachable"> {
  const answers = await within(ms, resolve(host)).catch(() => []);
  const addresses = [...new Set(answers.map(({ address }) => address))];
  if (addresses.length === 0) return "unreachable";
  if (addresses.length > mostAddresses) return "blocked";
  if (!addresses.every((address) => isReachable(address, reach))) return "blocked";
  return addresses.toSorted((a, b) => Number(isIPv4(b)) - Number(isIPv4(a)));
}
