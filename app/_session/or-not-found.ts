import { forbidden, notFound } from "next/navigation";
import { isAppError } from "@/lib/platform/errors";

/** Waits for a verb, and answers "not found" and "not allowed" with their pages. Everything else is an error. */
export async function orNotFound<T>(verb: Promise<T>): Promise<T> {
  try {
    return await verb;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    if (isAppError(error) && error.code === "not_allowed") forbidden();
    throw error;
  }
}
