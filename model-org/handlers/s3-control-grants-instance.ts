import type * as S3Control from "@aws-sdk/client-s3-control";
import { authorize } from "../iam/authorize";
import { AwsError } from "../wire/aws-error";
import type { HandlersOf } from "../wire/handlers-of";
import {
  type AccessGrantsInstance,
  accessGrantsInstances,
  accessGrantsLocations,
  grantsArn,
  identityCenterApplication,
  identityCenterArn,
} from "../world/access-grants";
import type { World } from "../world/world";
import { accountFor, controlPage } from "./s3-control-access";
import { type GrantsPlace, grantsFor, noGrantsInstance } from "./s3-control-grants-access";
import { tagsFrom } from "./s3-tagging";

/** The instance of Access Grants: one in an account and region, with an Identity Center or without. */
export function s3GrantsInstance(world: World): HandlersOf<typeof S3Control> {
  const shown = ({ accountId, region, instance }: GrantsPlace) => {
    const application = identityCenterApplication(world, accountId, region);
    return {
      AccessGrantsInstanceId: instance.id,
      AccessGrantsInstanceArn: grantsArn(world.partition, { accountId, region }),
      CreatedAt: new Date(instance.createdAt),
      ...(instance.identityCenter === null
        ? {}
        : {
            IdentityCenterArn: application,
            IdentityCenterInstanceArn: instance.identityCenter,
            IdentityCenterApplicationArn: application,
          }),
    };
  };
  const put = ({ accountId, region }: GrantsPlace, instance: AccessGrantsInstance): GrantsPlace => {
    world.records.put(accessGrantsInstances, accountId, region, instance);
    return { accountId, region, instance };
  };
  const identityCenterFrom = (arn: string | undefined): string => {
    if (arn === identityCenterArn(world)) return arn;
    throw new AwsError("InvalidIdentityCenterInstance", "The specified identity center instance is invalid");
  };

  return {
    CreateAccessGrantsInstance(input, context) {
      const { region } = context;
      const account = accountFor(world, input, context, "s3:CreateAccessGrantsInstance", {
        resource: grantsArn(world.partition, { accountId: input.AccountId ?? "", region }),
      });
      if (world.records.get(accessGrantsInstances, account.id, region, "default")) {
        throw new AwsError("AccessGrantsInstanceAlreadyExists", "Access Grants Instance already exists", 409);
      }
      const instance: AccessGrantsInstance = {
        id: "default",
        createdAt: world.clock.now().toISOString(),
        identityCenter: input.IdentityCenterArn === undefined ? null : identityCenterFrom(input.IdentityCenterArn),
        policy: null,
        tags: tagsFrom(input.Tags),
      };
      return shown(put({ accountId: account.id, region, instance }, instance));
    },
    GetAccessGrantsInstance: (input, context) => shown(grantsFor(world, input, context, "s3:GetAccessGrantsInstance")),
    ListAccessGrantsInstances(input, context) {
      const { region } = context;
      const { id: accountId } = accountFor(world, input, context, "s3:ListAccessGrantsInstances");
      const all = world.records.list(accessGrantsInstances, accountId, region);
      const { items, token } = controlPage(all, input);
      return { AccessGrantsInstancesList: items.map((instance) => shown({ accountId, region, instance })), ...token };
    },
    DeleteAccessGrantsInstance(input, context) {
      const { accountId, region, instance } = grantsFor(world, input, context, "s3:DeleteAccessGrantsInstance");
      // An Identity Center has to be let go of first as well. AWS's page of error codes has no other for it.
      const inUse = world.records.list(accessGrantsLocations, accountId, region).length > 0;
      if (inUse || instance.identityCenter !== null) {
        throw new AwsError(
          "AccessGrantsInstanceNotEmptyError",
          "Please clean up locations before deleting the access grants instance",
        );
      }
      world.records.remove(accessGrantsInstances, accountId, region, "default");
      return {};
    },
    /** Whose instance decides over a prefix: that of the bucket's account, if it lets the caller know. */
    GetAccessGrantsInstanceForPrefix(input, context) {
      const { region } = context;
      const action = "s3:GetAccessGrantsInstanceForPrefix";
      const account = accountFor(world, input, context, action);
      const bucket = world.bucket(/^s3:\/\/([^/*]+)/i.exec(input.S3Prefix ?? "")?.[1] ?? "");
      const accountId = bucket?.region === region ? bucket.accountId : account.id;
      const instance = bucket && world.records.get(accessGrantsInstances, accountId, region, "default");
      if (!instance || bucket.region !== region) throw noGrantsInstance();
      const resource = grantsArn(world.partition, { accountId, region });
      if (accountId !== account.id) {
        authorize(world, context, action, { resource, ownerId: accountId, policy: instance.policy?.text ?? null });
      }
      return { AccessGrantsInstanceArn: resource, AccessGrantsInstanceId: instance.id };
    },
    AssociateAccessGrantsIdentityCenter(input, context) {
      const place = grantsFor(world, input, context, "s3:AssociateAccessGrantsIdentityCenter");
      put(place, { ...place.instance, identityCenter: identityCenterFrom(input.IdentityCenterArn) });
      return {};
    },
    /** Grants to its people stay, and let nobody in. */
    DissociateAccessGrantsIdentityCenter(input, context) {
      const place = grantsFor(world, input, context, "s3:DissociateAccessGrantsIdentityCenter");
      put(place, { ...place.instance, identityCenter: null });
      return {};
    },
  };
}
