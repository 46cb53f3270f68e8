/** Asks again and again, for as long as `seconds`. @returns the first answer that is one @throws Error when none came */
export async function until<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  for (const began = Date.now(); Date.now() - began < seconds * 1000; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Within ${seconds} s there was no ${what}.`);
}
