import type { Role } from "@/lib/model/role";

/** A role in an OU and everything below it. */
export type ActorGrant = { readonly role: Role; readonly ouId: number; readonly until: Date | null };

/** Who does something: a person, or a job of the system. */
export type Actor = {
  /** A person's id, or `system/<job>`. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly grants: readonly ActorGrant[] | "everything";
};

/** The system doing a job of its own: it may do everything, and its audit rows name the job. */
export const systemActor = (job: string): Actor => ({
  id: `system/${job}`,
  name: "Breakwater",
  email: "",
  grants: "everything",
});
