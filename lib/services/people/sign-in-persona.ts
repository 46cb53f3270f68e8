import { auth } from "@/lib/platform/auth";
import { environment } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { cameOverLoopback } from "@/lib/platform/loopback";
import { ensurePersonas } from "./ensure-personas";
import { type Persona, personas } from "./personas";

/** @returns whether the four people of the model organization may be signed in as, without a password */
export const mayUsePersonas = (headers: Headers): boolean => environment().aws === "model" && cameOverLoopback(headers);

/**
 * Signs in as one of the people of the model organization; the session's cookie is set on the answer.
 * @throws AppError `not_allowed` outside the model world or loopback, `not_found` for nobody we know, `unavailable`
 * while the organization is still being read
 */
export async function signInPersona(key: string, headers: Headers): Promise<Persona> {
  if (!mayUsePersonas(headers)) {
    throw new AppError(
      "not_allowed",
      "Signing in without a password is possible on this machine, in the model world, only.",
    );
  }
  const persona = personas.find((one) => one.key === key);
  if (!persona) throw new AppError("not_found", "There is no such person.");
  const personId = (await ensurePersonas()).get(key);
  if (personId === undefined) {
    throw new AppError("unavailable", "The organization is still being read. Try again in a few seconds.");
  }
  await auth().api.startSession({ body: { personId }, headers });
  return persona;
}
