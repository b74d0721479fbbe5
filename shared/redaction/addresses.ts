const versionBefore =
  /(?:version|release|upgraded?|php|opencart|ocstore|mysql|mariadb|nginx|apache|\bv|\bver\.?)[\s:="'-]{0,4}$/i;
const addressBefore =
  /(?:\bip(?:v4)?|\baddr(?:ess)?|\bclient|\bremote|\bhost|\bserver|\bpeer|@|:\/\/|_addr)["'\s:=[(>]{0,4}$/i;

/**
 * Four small numbers are a version unless what stands around them says that they are an address. Loopback tells nothing
 * of anyone; of a private address at least its being private is kept.
 */
export function judgeIpv4(found: string, { index, input }: RegExpExecArray): boolean | string {
  const octets = found.split(".").map(Number);
  const [first = 0, second = 0] = octets;
  if (octets.some((octet) => octet > 255) || first === 127 || octets.every((octet) => octet === 0)) return false;
  const before = input.slice(Math.max(0, index - 24), index);
  const after = input.slice(index + found.length, index + found.length + 7);
  if (versionBefore.test(before)) return false;
  const isPrivate =
    first === 10 || (first === 192 && second === 168) || (first === 172 && second >= 16 && second <= 31);
  const isCalledAddress = addressBefore.test(before) || /^(?::\d{2,5}\b|\/\d{1,2}\b)/.test(after);
  if (!isCalledAddress && !isPrivate && Math.max(...octets) < 40) return false;
  return isPrivate ? "private-ip" : true;
}

/** A time is no address, nor is a PHP method: eight groups, or fewer around one `::`, with a digit among them. */
export function judgeIpv6(found: string): boolean {
  const halves = found.split("::").length;
  const groups = found.split(":").filter(Boolean).length;
  const isWhole = halves === 1 && groups === 8 && !found.startsWith(":") && !found.endsWith(":");
  const isShort = halves === 2 && groups >= 2 && groups <= 7;
  return (isWhole || isShort) && /\d/.test(found);
}
