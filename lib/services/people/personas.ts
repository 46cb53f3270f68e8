import type { Role } from "@/lib/model/role";

/** Someone to look around as in the model organization. */
export type Persona = {
  key: "ciso" | "team-lead" | "auditor" | "platform-engineer";
  title: string;
  name: string;
  /** A name that can receive no mail: https://www.rfc-editor.org/rfc/rfc6761 */
  email: string;
  roles: readonly Role[];
  /** The unit below the root it holds its roles in; the whole organization when absent. */
  ou?: string;
  /** Where it lands, and what it finds there. */
  landsOn: "/overview" | "/findings" | "/visibility";
  says: string;
};

export const personas: readonly Persona[] = [
  {
    key: "ciso",
    title: "CISO",
    name: "Ingrid Solberg",
    email: "ciso@model.invalid",
    roles: ["viewer"],
    landsOn: "/overview",
    says: "Overview of the whole organization",
  },
  {
    key: "team-lead",
    title: "Team lead",
    name: "Marcus Okafor",
    email: "team-lead@model.invalid",
    roles: ["triager", "remediator"],
    ou: "Workloads",
    landsOn: "/findings",
    says: "Findings in Workloads, triage and fix",
  },
  {
    key: "auditor",
    title: "Auditor",
    name: "Rania Haddad",
    email: "auditor@model.invalid",
    roles: ["auditor"],
    landsOn: "/findings",
    says: "Findings and their evidence, read only",
  },
  {
    key: "platform-engineer",
    title: "Platform engineer",
    name: "Karin Lindqvist",
    email: "platform@model.invalid",
    roles: ["administrator"],
    landsOn: "/visibility",
    says: "Visibility, scans and everything else",
  },
];
