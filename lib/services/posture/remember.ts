/**
 * Remembers the answers of a verb by a key that names all they depend on: a version counter among it, so that no answer
 * outlives what it was drawn from. Those asked for last are kept. A failed answer is not remembered.
 * @param most how many answers are kept in this process
 */
export function remember<Value>(most: number): (key: string, answer: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Promise<Value>>();
  return (key, answer) => {
    const value = kept.get(key) ?? answer();
    kept.delete(key);
    kept.set(key, value);
    value.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return value;
  };
}
