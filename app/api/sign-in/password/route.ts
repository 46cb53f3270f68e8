import { seeOther } from "@/app/_session/see-other";
import { connect } from "@/lib/platform/database";
import { environment } from "@/lib/platform/env";
import { isAppError } from "@/lib/platform/errors";
import { signInPassword } from "@/lib/services/people/sign-in-password";

/** The sign-in form: a plain form, so that it works before and without scripts. */
export async function POST(request: Request): Promise<Response> {
  await connect();
  const form = await request.formData();
  // proxy.ts let it through: the origin is ours.
  const origin = environment().publicUrl ?? request.headers.get("origin") ?? "";
  try {
    return seeOther("/overview", await signInPassword(Object.fromEntries(form), request.headers, origin));
  } catch (error) {
    if (isAppError(error)) return seeOther(`/sign-in?failed=${error.code}`);
    throw error;
  }
}
