import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { auth } from "@/lib/platform/auth";
import { connect } from "@/lib/platform/database";
import type { Actor } from "@/lib/services/access/actor";
import { findActor } from "@/lib/services/people/find-actor";

/** @returns who is signed in; null for nobody. Asked once a request. */
export const findCurrentActor = cache(async (): Promise<Actor | null> => {
  await connect();
  const session = await auth().api.getSession({ headers: await headers() });
  return session && findActor(session.user.id);
});

/** @returns who is signed in; leads to the sign-in page where nobody is */
export async function currentActor(): Promise<Actor> {
  return (await findCurrentActor()) ?? redirect("/sign-in");
}
