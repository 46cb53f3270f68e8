import type { AccessReport, Answer } from "@/collectors/examine-access";
import type { Environment } from "@/lib/platform/env";
import type { World } from "@/lib/services/setup/claim-world";
import { counted } from "../scan/progress";
import { type Check, failed, note, ok, skipped } from "./check";

const because = (answer: Answer<unknown>): string => ("code" in answer ? answer.code : "nothing");

type Roles = Pick<Environment, "aws" | "readRole" | "externalId">;

/** @returns who we are to AWS, whether the organization can be read, and whether every account lets us in */
export function accessChecks(report: AccessReport, roles: Roles): Check[] {
  const { caller, organization } = report;
  if (!("value" in caller)) {
    return [
      failed("aws", `AWS did not say who we are: it answered ${because(caller)}.`, credentials(roles)),
      skipped("organization", "It needs credentials."),
      skipped("accounts", "It needs credentials."),
    ];
  }
  const who = ok("aws", `AWS knows this process as ${caller.value.arn}.`);
  if (organization === null || !("value" in organization)) {
    const answered = organization === null ? "nothing" : because(organization);
    return [
      who,
      failed(
        "organization",
        `The organization could not be read: AWS answered ${answered}.`,
        "Allow what npm run breakwater -- iam-policy reader --for hub lists, or name a role that may in BREAKWATER_ORGANIZATION_ROLE_ARN.",
      ),
      skipped("accounts", "It needs the organization."),
    ];
  }
  const { id, ous, accounts } = organization.value;
  const read =
    id === null
      ? `There is no organization: account ${caller.value.accountId} is watched alone.`
      : `Organization ${id} can be read: ${counted(ous, "OU")}, the root counted, and ${counted(accounts, "account")}.`;
  return [who, ok("organization", read), ...policyChecks(report), ...accountChecks(report, caller.value.arn, roles)];
}

const credentials = ({ aws }: Roles): string =>
  aws === "real"
    ? "Give this process credentials of the hub's reader, as the AWS SDK takes them."
    : "Start the model organization: npm start, or npm run model-org and BREAKWATER_MODEL_URL.";

function policyChecks({ policies }: AccessReport): Check[] {
  return policies.map(({ type, access }) =>
    "value" in access
      ? ok("organization", `Policies of type ${type} can be listed.`)
      : failed(
          "organization",
          `Policies of type ${type} could not be listed: AWS answered ${access.code}.`,
          "Allow organizations:ListPolicies to the hub role.",
        ),
  );
}

function accountChecks({ accounts }: AccessReport, hub: string, { readRole, externalId }: Roles): Check[] {
  const asked = accounts.filter((account) => account.asked);
  const refused = asked.filter(({ access }) => access === null || !("value" in access));
  const closed = accounts.length - asked.length;
  const todo = `Create the role ${readRole} there with what iam-policy reader --for member lists, let it trust the hub role (${hub}) with the external id ${externalId}, and allow the hub sts:AssumeRole on it.`;
  return [
    ...(refused.length === 0
      ? [ok("accounts", `The role ${readRole} can be assumed in ${everyOf(asked.length)}.`)]
      : refused.map(({ name, awsId, access }) =>
          failed(
            "accounts",
            `Account ${name} (${awsId}): the role ${readRole} could not be assumed, sts:AssumeRole answered ${access === null ? "nothing" : because(access)}.`,
            todo,
          ),
        )),
    ...(closed === 0
      ? []
      : [note("accounts", `${counted(closed, "account is", "accounts are")} suspended or closed, and not asked.`)]),
  ];
}

const everyOf = (n: number): string => (n === 1 ? "the one account that is asked" : `all ${n} accounts that are asked`);

/** @returns whether the database belongs to the world this process is in */
export function worldCheck(
  world: World | null,
  env: Pick<Environment, "aws" | "modelSeed">,
  report: AccessReport,
): Check {
  const todo = "Name another database, or another BREAKWATER_DATA_DIR.";
  if (world === null) return ok("world", "The database belongs to no world yet: the first worker or scan claims it.");
  const its =
    world.kind === "model" ? `the model organization with seed ${world.identity}` : `organization ${world.identity}`;
  const here = identityHere(env, report);
  if (world.kind !== env.aws) {
    return failed("world", `The database belongs to ${its}, and BREAKWATER_AWS is ${env.aws}.`, todo);
  }
  if (here === undefined)
    return note("world", `The database belongs to ${its}; which one answers here could not be told.`);
  if (here !== world.identity)
    return failed("world", `The database belongs to ${its}, and here ${here} answers.`, todo);
  return ok("world", `The database belongs to ${its}, which is the one that answers.`);
}

function identityHere(env: Pick<Environment, "aws" | "modelSeed">, report: AccessReport): string | undefined {
  if (env.aws === "model") return env.modelSeed ?? "aldermoor";
  const { caller, organization } = report;
  if (organization === null || !("value" in organization)) return undefined;
  return organization.value.id ?? ("value" in caller ? caller.value.accountId : undefined);
}
