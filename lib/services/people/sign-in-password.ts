import { z } from "zod";
import { auth } from "@/lib/platform/auth";
import { AppError } from "@/lib/platform/errors";

const Credentials = z.object({ email: z.email(), password: z.string().min(1).max(128) });

const wrong = "That e-mail and password do not belong together.";

/**
 * Checks an e-mail and a password, counting attempts in the database.
 * @param origin the address people open, as in `https://breakwater.example`
 * @returns the cookies that begin the session, as `Set-Cookie` writes them
 * @throws AppError `signed_out` where they do not belong together, `unavailable` after too many attempts
 */
export async function signInPassword(input: unknown, headers: Headers, origin: string): Promise<string[]> {
  const credentials = Credentials.safeParse(input);
  if (!credentials.success) throw new AppError("signed_out", wrong);
  // Through the handler, and not the function behind it: only the handler counts attempts.
  const answer = await auth().handler(
    new Request(new URL("/api/auth/sign-in/email", origin), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin,
        "x-forwarded-for": headers.get("x-forwarded-for") ?? "127.0.0.1",
        "user-agent": headers.get("user-agent") ?? "",
      },
      body: JSON.stringify(credentials.data),
    }),
  );
  if (answer.status === 429) {
    const seconds = Number(answer.headers.get("x-retry-after") ?? 60);
    throw new AppError("unavailable", `Too many attempts. Try again in ${seconds} seconds.`);
  }
  if (!answer.ok) throw new AppError("signed_out", wrong);
  return answer.headers.getSetCookie();
}
