import type { z } from "zod";
import { environment } from "./env";
import { AppError } from "./errors";

const patienceMs = 15_000;

/** @returns whether there is a model organization to look at and to change: never beside real AWS */
export const hasModelOrganization = (): boolean => {
  const { aws, modelControlUrl } = environment();
  return aws === "model" && modelControlUrl !== undefined;
};

/**
 * Asks the model organization's control API.
 * @returns what it answered, in the shape asked for
 * @throws AppError `unavailable` where there is no model organization or it does not answer, `invalid` with its own
 * sentence where it refuses
 */
export async function askModelOrganization<S extends z.ZodType>(
  shape: S,
  method: "GET" | "POST",
  path: string,
  body?: object,
): Promise<z.output<S>> {
  const { modelControlUrl } = environment();
  if (!hasModelOrganization() || modelControlUrl === undefined) {
    throw new AppError("unavailable", "There is no model organization here.");
  }
  let answer: Response;
  let told: unknown;
  try {
    answer = await fetch(new URL(path, modelControlUrl), {
      method,
      signal: AbortSignal.timeout(patienceMs),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    told = await answer.json();
  } catch {
    throw new AppError("unavailable", "The model organization does not answer.");
  }
  if (!answer.ok) {
    const because = (told as { error?: unknown } | null)?.error;
    throw new AppError("invalid", typeof because === "string" ? because : "The model organization refused that.");
  }
  const parsed = shape.safeParse(told);
  if (!parsed.success) throw new AppError("unavailable", "The model organization gave an answer nobody expected.");
  return parsed.data;
}
