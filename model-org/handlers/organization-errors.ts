import * as Api from "@aws-sdk/client-organizations";

const $metadata = {};

export const invalidInput = (Reason: Api.InvalidInputExceptionReason, message: string) =>
  new Api.InvalidInputException({ Reason, message, $metadata });

export const constraint = (Reason: Api.ConstraintViolationExceptionReason, message: string) =>
  new Api.ConstraintViolationException({ Reason, message, $metadata });

export const denied = (message = "You don't have permissions to access this resource.") =>
  new Api.AccessDeniedException({ message, $metadata });

export const notMember = () =>
  new Api.AccountNotFoundException({ message: "You specified an account that doesn't exist.", $metadata });

export const noPolicy = () =>
  new Api.PolicyNotFoundException({ message: "You specified a policy that doesn't exist.", $metadata });

export const noParent = () =>
  new Api.ParentNotFoundException({ message: "You specified a parent that doesn't exist.", $metadata });

export const noOu = () =>
  new Api.OrganizationalUnitNotFoundException({
    message: "You specified an organizational unit that doesn't exist.",
    $metadata,
  });

export const noTarget = () =>
  new Api.TargetNotFoundException({ message: "You specified a target that doesn't exist.", $metadata });
