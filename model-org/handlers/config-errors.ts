import { InvalidNextTokenException } from "@aws-sdk/client-config-service";

/** What Config says of a token it never gave. */
export const invalidToken = (): Error =>
  new InvalidNextTokenException({
    message:
      "The specified next token is not valid. Specify the nextToken string that was returned in the previous response.",
    $metadata: {},
  });
