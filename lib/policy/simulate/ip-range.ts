/** An address, or a range of them, as a number of `bits` bits of which the first `prefix` count. */
export type IpRange = { bits: 32 | 128; address: bigint; prefix: number };

/**
 * Reads an address or a range in CIDR notation. Without a prefix it is the address alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 * @returns undefined for anything else
 */
export function ipRange(text: string): IpRange | undefined {
  const [host = "", prefix, ...more] = text.split("/", 3);
  if (more.length > 0 || host.length > 45) return undefined;
  const four = v4(host);
  const address = four ?? v6(host);
  if (address === undefined) return undefined;
  const bits = four === undefined ? 128 : 32;
  if (prefix === undefined) return { bits, address, prefix: bits };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined;
  return { bits, address, prefix: Number(prefix) };
}

/** Whether a range has the whole of another. An IPv4 range has no IPv6 address, and the other way round. */
export function covers(range: IpRange, other: IpRange): boolean {
  if (range.bits !== other.bits || other.prefix < range.prefix) return false;
  const ignored = BigInt(range.bits - range.prefix);
  return range.address >> ignored === other.address >> ignored;
}

function v4(text: string): bigint | undefined {
  const parts = text.split(".", 5);
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return undefined;
  }
  return parts.reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
}

function v6(text: string): bigint | undefined {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const last = tail ? v4(tail[2] ?? "") : undefined;
  if (tail && last === undefined) return undefined;
  const hex = tail ? `${tail[1]}${((last ?? 0n) >> 16n).toString(16)}:${((last ?? 0n) & 0xffffn).toString(16)}` : text;
  const halves = hex.split("::", 3);
  if (halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...before, ...Array<string>(missing).fill("0"), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}
