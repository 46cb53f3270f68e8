import { finished } from "node:stream/promises";

/** Writes a line of data. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Writes a sentence for the person at the terminal: never data. */
export const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

const drained = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write("", () => resolve());
  });

/** Ends the process once everything written has left it: a pipe takes its time. */
export async function exit(code: number): Promise<never> {
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  process.exit(code);
}

/** Whoever reads our data may go away, as `head` does: that is no failure, and nothing is left to do. */
export function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? 0 : 1);
  });
}

/** @returns what standard input holds, to its end */
export async function readInput(): Promise<string> {
  let text = "";
  process.stdin.setEncoding("utf8");
  process.stdin.on("data", (chunk: string) => {
    text += chunk;
  });
  await finished(process.stdin);
  return text;
}
