/** A range of addresses: the bits of its first, and how many of them are fixed. */
type Range = { version: 4 | 6; first: bigint; fixed: number };

/** AWS's limits: a wider range is public. */
const widest = { 4: 8, 6: 32 } as const;
const bits = { 4: 32, 6: 128 } as const;

/** Never counted as public: RFC 1918. */
const internal = [
  { first: 0x0a000000n, fixed: 8 },
  { first: 0xac100000n, fixed: 12 },
  { first: 0xc0a80000n, fixed: 16 },
];

/**
 * Judges addresses by how many they are.
 * @param values addresses or ranges in CIDR notation
 * @returns `wide` where one range alone is; `together` where none is but all of them hold more than one may, which AWS
 * does not decide; `unreadable` where one is no address
 */
export function widthOf(values: readonly string[]): "narrow" | "wide" | "together" | "unreadable" {
  const ranges = values.map(readRange);
  const read = ranges.filter((range) => range !== undefined);
  if (read.some(isWide)) return "wide";
  if (read.length < ranges.length || read.length === 0) return "unreadable";
  return ([4, 6] as const).some((version) => holdsMoreThanOneMay(read, version)) ? "together" : "narrow";
}

const isWide = (range: Range): boolean => range.fixed < widest[range.version];

function holdsMoreThanOneMay(ranges: readonly Range[], version: 4 | 6): boolean {
  const counted = new Map<string, bigint>();
  for (const range of ranges) {
    if (range.version !== version || isInternal(range)) continue;
    const rest = BigInt(bits[version] - range.fixed);
    counted.set(`${range.first >> rest}/${range.fixed}`, 1n << rest);
  }
  let sum = 0n;
  for (const size of counted.values()) sum += size;
  return sum > 1n << BigInt(bits[version] - widest[version]);
}

const isInternal = ({ version, first, fixed }: Range): boolean =>
  version === 4 &&
  internal.some((range) => fixed >= range.fixed && (first ^ range.first) >> BigInt(32 - range.fixed) === 0n);

function readRange(text: string): Range | undefined {
  const [, address, prefix] = /^([0-9a-f.:]{2,45})(?:\/(\d{1,3}))?$/i.exec(text.trim()) ?? [];
  if (address === undefined) return undefined;
  const version = address.includes(":") ? 6 : 4;
  const first = version === 4 ? readFour(address) : readSix(address);
  const fixed = prefix === undefined ? bits[version] : Number(prefix);
  return first === undefined || fixed > bits[version] ? undefined : { version, first, fixed };
}

function readFour(address: string): bigint | undefined {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function readSix(address: string): bigint | undefined {
  const [head = "", tail, ...more] = address.split("::");
  if (more.length > 0) return undefined;
  const [before, after] = [groups(head), tail === undefined ? [] : groups(tail)];
  if (!before || !after) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...before, ...new Array<bigint>(missing).fill(0n), ...after].reduce(
    (sum, group) => sum * 65_536n + group,
    0n,
  );
}

/** The last 32 bits may be written as an IPv4 address. */
function groups(text: string): bigint[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const last = parts.at(-1) ?? "";
  const four = last.includes(".") ? readFour(last) : undefined;
  const hex = four === undefined ? parts : parts.slice(0, -1);
  if (!hex.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  const read = hex.map((part) => BigInt(`0x${part}`));
  return four === undefined ? read : [...read, four >> 16n, four & 0xffffn];
}
