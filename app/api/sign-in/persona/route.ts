import { seeOther } from "@/app/_session/see-other";
import { connect } from "@/lib/platform/database";
import { isAppError } from "@/lib/platform/errors";
import { signInPersona } from "@/lib/services/people/sign-in-persona";

/** The buttons of the model world's people. The service decides whether they work here. */
export async function POST(request: Request): Promise<Response> {
  await connect();
  const form = await request.formData();
  try {
    const { landsOn } = await signInPersona(String(form.get("persona")), request.headers);
    return seeOther(landsOn);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return seeOther(`/sign-in?failed=${error.code === "unavailable" ? "reading" : error.code}`);
  }
}
