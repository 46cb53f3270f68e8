import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Answer, answer } from "@/lib/policy/corpus/answer";

/** A line of the answer. A broken line has no answer, and says why. */
type Line = ({ id: unknown } & Answer) | { id: unknown; error: string };

/**
 * Answers JSON lines with JSON lines, in their order, each as soon as it is read.
 * @returns whether every line could be answered
 */
export async function analyseLines(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<boolean> {
  let whole = true;
  let number = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (text.trim() === "") continue;
    const line = answerLine(text, number);
    if ("error" in line) whole = false;
    // Whoever reads slower than we answer is waited for.
    if (!output.write(`${JSON.stringify(line)}\n`)) await once(output, "drain");
  }
  return whole;
}

function answerLine(text: string, number: number): Line {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { id: null, error: `Line ${number} is not JSON.` };
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return { id: null, error: `Line ${number} is not an object with id, kind and input.` };
  }
  const { id = null, kind, input } = given as { id?: unknown; kind?: unknown; input?: unknown };
  if (typeof kind !== "string") return { id, error: `Line ${number} has no kind.` };
  if (typeof input !== "object" || input === null) return { id, error: `Line ${number} has no input.` };
  try {
    return { id, ...answer(kind, input) };
  } catch {
    // The analyser answers whatever it is given; should it not, the other lines are answered all the same.
    return { id, error: `Line ${number} could not be analysed.` };
  }
}
