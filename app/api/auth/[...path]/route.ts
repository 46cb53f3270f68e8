import { auth } from "@/lib/platform/auth";
import { connect } from "@/lib/platform/database";

/** What of better-auth's own paths is open: the rest (changing names, deleting people) is not ours to offer. */
const open: ReadonlySet<string> = new Set(["POST sign-in/email", "POST sign-out", "GET get-session"]);

async function answer(request: Request, { params }: { params: Promise<{ path: string[] }> }): Promise<Response> {
  const { path } = await params;
  if (!open.has(`${request.method} ${path.join("/")}`)) return new Response("Not found.\n", { status: 404 });
  await connect();
  return auth().handler(request);
}

export { answer as GET, answer as POST };
