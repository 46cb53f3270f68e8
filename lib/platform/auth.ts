import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { nextCookies } from "better-auth/next-js";
import { prisma } from "@/lib/data/prisma";
import { authSecret } from "./auth-secret";
import { environment } from "./env";
import { isSameOrigin } from "./same-origin";
import { startSession } from "./start-session";

/** Twelve hours: a working day. A session that is used is kept going. */
const sessionSeconds = 12 * 3600;

const build = () => {
  const { publicUrl } = environment();
  return betterAuth({
    appName: "Breakwater",
    secret: authSecret(environment()),
    ...(publicUrl === undefined ? {} : { baseURL: publicUrl }),
    // By itself it trusts only the name it was called by first: 127.0.0.1 or localhost, and then not the other.
    trustedOrigins: (request) =>
      request && isSameOrigin(request.method, request.headers, publicUrl) ? [request.headers.get("origin")] : [],
    database: prismaAdapter(prisma, { provider: "postgresql" }),
    telemetry: { enabled: false },
    logger: { level: "error" },
    // People are made by an administrator. Short passwords are refused where they are set.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: { modelName: "authPerson" },
    session: { modelName: "authSession", expiresIn: sessionSeconds, updateAge: 3600 },
    account: { modelName: "authCredential" },
    verification: { modelName: "authVerification" },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "authRateLimit",
      window: 60,
      max: 100,
      customRules: { "/sign-in/email": { window: 60, max: 8 } },
    },
    advanced: { cookiePrefix: "breakwater", useSecureCookies: publicUrl?.startsWith("https:") ?? false },
    plugins: [startSession(), nextCookies()],
  });
};

let current: ReturnType<typeof build> | undefined;

/** Sign-in over our own tables, opened on first use so that a build needs neither database nor secret. */
export const auth = (): ReturnType<typeof build> => (current ??= build());
