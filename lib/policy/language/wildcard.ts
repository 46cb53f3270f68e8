/**
 * Whether a name fits a pattern with `*` (any characters, also none) and `?` (one). In time proportional to the
 * product of their lengths at most, whatever they are.
 */
export function fits(pattern: string, name: string): boolean {
  let [p, n, star, kept] = [0, 0, -1, 0];
  while (n < name.length) {
    if (pattern[p] === "*") [star, kept, p] = [p, n, p + 1];
    else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === name[n])) [p, n] = [p + 1, n + 1];
    else if (star >= 0) [p, n, kept] = [star + 1, kept + 1, kept + 1];
    else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

export const hasWildcard = (text: string): boolean => /[*?]/.test(text);

/** A policy variable, such as `${aws:username}`; `${*}`, `${?}` and `${$}` are the characters themselves. */
export function hasVariable(text: string): boolean {
  for (let from = text.indexOf("${"); from >= 0; from = text.indexOf("${", from + 2)) {
    const end = text.indexOf("}", from);
    if (end < 0) return false;
    if (!["*", "?", "$"].includes(text.slice(from + 2, end))) return true;
  }
  return false;
}
