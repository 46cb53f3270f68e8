import { AwsError } from "../wire/aws-error";

/** What S3 says of a body that is not what its schema asks for. */
export const malformedXml = (): AwsError =>
  new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
