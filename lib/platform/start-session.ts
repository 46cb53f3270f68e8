import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

/**
 * Begins a session for a person who proved otherwise who they are. It has no path, so that only code of ours can call
 * it: whether a session may begin is decided by the service that does.
 */
export const startSession = () =>
  ({
    id: "start-session",
    endpoints: {
      startSession: createAuthEndpoint(
        { method: "POST", body: z.object({ personId: z.string() }) },
        async ({ body, context, ...request }) => {
          const user = await context.internalAdapter.findUserById(body.personId);
          if (!user) throw new APIError("NOT_FOUND", { message: "There is no such person." });
          const session = await context.internalAdapter.createSession(user.id);
          if (!session) throw new APIError("INTERNAL_SERVER_ERROR", { message: "The session could not be kept." });
          await setSessionCookie({ body, context, ...request }, { session, user });
          return { personId: user.id };
        },
      ),
    },
  }) satisfies BetterAuthPlugin;
