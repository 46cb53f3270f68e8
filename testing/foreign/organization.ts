import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateAccessPointCommand,
  PutPublicAccessBlockCommand as PutAccountPublicAccessBlockCommand,
  S3ControlClient,
} from "@aws-sdk/client-s3-control";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { Transport } from "@/collectors/runtime/transport";

/** What was made in the foreign server: account ids by name. */
export type ForeignOrganization = { claims: string; research: string; empty: string };

export const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** Makes an organization with an OU and three accounts, and buckets in two of them, as anybody would: through the SDK. */
export async function makeForeignOrganization(url: string): Promise<ForeignOrganization> {
  const common = { requestHandler: new Transport({ url }), maxAttempts: 1 };
  const hub = { ...common, region: "us-east-1", credentials: { accessKeyId: "hub", secretAccessKey: "hub" } };
  const organizations = new OrganizationsClient(hub);
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  const { Roots: roots } = await organizations.send(new ListRootsCommand({}));
  const root = roots?.[0]?.Id;
  const { OrganizationalUnit: unit } = await organizations.send(
    new CreateOrganizationalUnitCommand({ ParentId: root, Name: "Workloads" }),
  );
  const account = async (name: string): Promise<string> => {
    const { CreateAccountStatus: made } = await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
    );
    const id = made?.AccountId ?? "";
    await organizations.send(
      new MoveAccountCommand({ AccountId: id, SourceParentId: root, DestinationParentId: unit?.Id }),
    );
    return id;
  };
  const [claims, research, empty] = [await account("claims"), await account("research"), await account("empty")];

  const { Policy: policy } = await organizations.send(
    new CreatePolicyCommand({
      Name: "OnlyOurOwn",
      Description: "",
      Content: resourceControlPolicy,
      Type: "RESOURCE_CONTROL_POLICY",
    }),
  );
  await organizations.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: "RESOURCE_CONTROL_POLICY" }));
  await organizations.send(new AttachPolicyCommand({ PolicyId: policy?.PolicySummary?.Id, TargetId: unit?.Id }));

  const clientsIn = async (accountId: string, region: string): Promise<Clients> => {
    const { Credentials: keys } = await new STSClient(hub).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/Builder`, RoleSessionName: "builder" }),
    );
    const credentials = {
      accessKeyId: keys?.AccessKeyId ?? "",
      secretAccessKey: keys?.SecretAccessKey ?? "",
      sessionToken: keys?.SessionToken ?? "",
    };
    return {
      accountId,
      s3: new S3Client({ ...common, region, credentials, forcePathStyle: true }),
      s3control: new S3ControlClient({ ...common, region, credentials }),
    };
  };
  await makeClaims((await clientsIn(claims, "eu-west-1")).s3);
  await makeResearch(await clientsIn(research, "us-east-1"));
  return { claims, research, empty };
}

type Clients = { accountId: string; s3: S3Client; s3control: S3ControlClient };

export const resourceControlPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorgid" } },
    },
  ],
});

/** One bucket with nearly everything configured, and one with nothing. */
async function makeClaims(s3: S3Client): Promise<void> {
  const inIreland = { CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } } as const;
  await s3.send(new CreateBucketCommand({ Bucket: "claims-intake", ...inIreland }));
  await s3.send(new CreateBucketCommand({ Bucket: "claims-bare", ...inIreland }));
  const Bucket = "claims-intake";
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true },
    }),
  );
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: keyArn },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: claimsPolicy }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  await s3.send(
    new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: "owner", Value: "claims & intake" }] } }),
  );
  await s3.send(
    new PutBucketOwnershipControlsCommand({
      Bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    }),
  );
}

/** TLS only: what the bucket must be read back with, to the letter. */
export const claimsPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::claims-intake", "arn:aws:s3:::claims-intake/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
});

/** A bucket that logs into another, a website, an access point, and an account whose own block is half on. */
async function makeResearch({ accountId, s3, s3control }: Clients): Promise<void> {
  for (const Bucket of ["research-logs", "research-data"]) await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket: "research-logs",
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: "arn:aws:s3:::research-logs/*",
          },
        ],
      }),
    }),
  );
  await s3.send(
    new PutBucketLoggingCommand({
      Bucket: "research-data",
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: "research-logs", TargetPrefix: "access/" } },
    }),
  );
  await s3.send(
    new PutBucketWebsiteCommand({
      Bucket: "research-data",
      WebsiteConfiguration: { IndexDocument: { Suffix: "index.html" } },
    }),
  );
  await s3control.send(
    new CreateAccessPointCommand({ AccountId: accountId, Name: "research-readers", Bucket: "research-data" }),
  );
  await s3control.send(
    new PutAccountPublicAccessBlockCommand({
      AccountId: accountId,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true },
    }),
  );
}
