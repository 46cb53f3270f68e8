import { finished } from "node:stream/promises";

/** Writes a line of data. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Writes a sentence for the person at the terminal: never data. */
export const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

const everyMs = 2000;

/**
 * Shows where something stands: at a terminal in one line that is written over, elsewhere in a line now and then, so
 * that a log of it stays short.
 */
export class ProgressLine {
  #last = "";
  #at = 0;

  show(line: string): void {
    if (line === this.#last) return;
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${line}`);
    else if (Date.now() - this.#at >= everyMs) {
      say(line);
      this.#at = Date.now();
    } else return;
    this.#last = line;
  }

  /** Leaves the line to what is said next. */
  end(): void {
    if (process.stderr.isTTY && this.#last !== "") process.stderr.write("\r\x1b[2K");
    this.#last = "";
  }
}

const drained = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write("", () => resolve());
  });

/** Ends the process once everything written has left it: a pipe takes its time. */
export async function exit(code: number): Promise<never> {
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  process.exit(code);
}

/** Whoever reads our data may go away, as `head` does: that is no failure. What was begun still ends in order. */
export const readerLeft = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_PREMATURE_CLOSE");

/** Without a listener a reader who went away would end the process where it stands. */
export const outliveReader = (): void => void process.stdout.on("error", () => {});

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
