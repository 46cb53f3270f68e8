/** A range of addresses; IPv4 and IPv6 never meet. */
export type Range = { bits: 32 | 128; from: bigint; to: bigint };

/**
 * Reads an address or a range in CIDR notation. An address alone is the range of one.
 * @returns undefined for anything else
 */
export function rangeOf(text: string): Range | undefined {
  const [, address = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const read = address.includes(":") ? six(address) : four(address);
  if (read === undefined) return undefined;
  const bits = address.includes(":") ? 128 : 32;
  const prefix = length === undefined ? bits : Number(length);
  if (prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const from = (read / size) * size;
  return { bits, from, to: from + size - 1n };
}

function four(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function six(text: string): bigint | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const groups = (part: string | undefined) => (part === undefined || part === "" ? [] : part.split(":"));
  const [before, after] = [groups(head), groups(tail)];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** @returns an address as text */
export function addressOf(value: bigint, bits: 32 | 128): string {
  const [width, base] = bits === 32 ? [4, 256n] : [8, 65536n];
  const parts: string[] = [];
  for (let rest = value, index = 0; index < width; index++, rest /= base) {
    parts.unshift((rest % base).toString(bits === 32 ? 10 : 16));
  }
  return parts.join(bits === 32 ? "." : ":");
}
