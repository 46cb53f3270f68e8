import type * as S3Control from "@aws-sdk/client-s3-control";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import { type AccessGrantsInstance, accessGrantsInstances, grantsArn } from "../world/access-grants";
import { policyFault } from "../world/policy-faults";
import type { World } from "../world/world";
import { grantsFor } from "./s3-control-grants-access";

const shown = ({ text, organization, createdAt }: NonNullable<AccessGrantsInstance["policy"]>) => ({
  Policy: text,
  ...(organization === null ? {} : { Organization: organization }),
  CreatedAt: new Date(createdAt),
});

/** Which other accounts may see an instance's grants and use them. */
export function s3GrantsPolicy(world: World): HandlersOf<typeof S3Control> {
  return {
    GetAccessGrantsInstanceResourcePolicy(input, context) {
      const { instance } = grantsFor(world, input, context, "s3:GetAccessGrantsInstanceResourcePolicy");
      if (instance.policy) return shown(instance.policy);
      throw new AwsError(
        "AccessGrantsInstanceResourcePolicyNotExists",
        "Access Grants Instance Resource Policy does not exist",
        404,
      );
    },
    PutAccessGrantsInstanceResourcePolicy(input, context) {
      const place = grantsFor(world, input, context, "s3:PutAccessGrantsInstanceResourcePolicy");
      const { accountId, region, instance } = place;
      const text = input.Policy ?? "";
      const arn = grantsArn(world.partition, place);
      if (policyFault(text, { arn, within: `${arn}/` }) !== undefined) {
        throw new AwsError("InvalidResourcePolicy", "The specified Resource Policy is invalid");
      }
      const policy = {
        text,
        organization: input.Organization ?? null,
        createdAt: world.clock.now().toISOString(),
      };
      world.records.put(accessGrantsInstances, accountId, region, { ...instance, policy });
      return shown(policy);
    },
    DeleteAccessGrantsInstanceResourcePolicy(input, context) {
      const { accountId, region, instance } = grantsFor(
        world,
        input,
        context,
        "s3:DeleteAccessGrantsInstanceResourcePolicy",
      );
      world.records.put(accessGrantsInstances, accountId, region, { ...instance, policy: null });
      return {};
    },
  };
}
