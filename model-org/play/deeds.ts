import { z } from "zod";
import { accountCalled, bucketCalled, regionCalled } from "../control/find";
import type { Faults } from "../faults/faults";
import { callAs } from "../past/person-call";
import { Refused } from "../refused";
import { type Account, type Bucket, blockAll } from "../world/configuration";
import { document, statements } from "../world/documents";
import { isPublicPolicy } from "../world/read-policy";
import type { World } from "../world/world";
import { breakRegion, mendRegion } from "./regions";

/** What became of a deed: what was done, and what Breakwater should find. */
export type Played = { did: string; look: string; bucket?: string };

/** What deeds are done with. */
export type Stage = { world: World; faults: Faults };

const OnBucket = z.object({ bucket: z.string({ error: "Name the bucket." }).min(1, "Name the bucket.") });
const InAccount = z.object({ account: z.string({ error: "Name the account." }).min(1, "Name the account.") });
const InRegion = z.object({ region: z.string({ error: "Name the region." }).min(1, "Name the region.") });

type Deed = (stage: Stage, given: unknown) => Promise<Played> | Played;

/** The deeds by name: each a thing somebody at a demonstration may do, past Breakwater. */
export const deeds: Readonly<Record<string, Deed>> = {
  "open-bucket": onBucket(openBucket),
  "close-bucket": onBucket(async (stage, bucket) => {
    const { world } = stage;
    const Policy = document(statements.tlsOnly(world.partition, bucket.name));
    if (isPublicPolicy(bucket.policy)) await s3(stage, bucket, "PutBucketPolicy", { Policy });
    await s3(stage, bucket, "PutPublicAccessBlock", { PublicAccessBlockConfiguration: blockAll });
    return { did: `${bucket.name} is closed again.`, look: "Its findings of public access close." };
  }),
  "suspend-versioning": onBucket(async (stage, bucket) => {
    await s3(stage, bucket, "PutBucketVersioning", { VersioningConfiguration: { Status: "Suspended" } });
    return { did: `${bucket.name} keeps no versions from now on.`, look: "Versioning fails for it." };
  }),
  "resume-versioning": onBucket(async (stage, bucket) => {
    await s3(stage, bucket, "PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } });
    return { did: `${bucket.name} keeps versions again.`, look: "Versioning passes for it." };
  }),
  "drop-encryption-key": onBucket(async (stage, bucket) => {
    const { algorithm, kmsKeyId } = bucket.encryption;
    if (algorithm !== "aws:kms")
      throw new Refused(400, `${bucket.name} is not encrypted with a KMS key: it has no bucket key.`);
    const byDefault = { SSEAlgorithm: algorithm, ...(kmsKeyId ? { KMSMasterKeyID: kmsKeyId } : {}) };
    const rule = { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: false };
    await s3(stage, bucket, "PutBucketEncryption", { ServerSideEncryptionConfiguration: { Rules: [rule] } });
    return { did: `${bucket.name} uses no bucket key any more.`, look: "Its bucket key fails." };
  }),
  "delete-bucket": onBucket(async (stage, bucket) => {
    await s3(stage, bucket, "DeleteBucket", {});
    return { did: `${bucket.name} is deleted.`, look: "It is retired once a complete listing no longer holds it." };
  }),
  "new-bucket": inAccount(async (stage, account) => {
    const { world } = stage;
    const name = `${account.name}-demo-${world.random.hex(6, "demo", account.id, Date.now())}`;
    const [region = world.homeRegion] = world.regions;
    const where = region === world.homeRegion ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
    await call(stage, account.id, region, ["S3", "CreateBucket"], { Bucket: name, ...where });
    return { did: `${name} is made in ${account.name}.`, look: "It appears among the buckets.", bucket: name };
  }),
  "remove-role": inAccount(async (stage, account) => {
    await role(stage, account, "DeleteRole", {});
    return {
      did: `${account.name} has no reader's role any more.`,
      look: "The account is out of sight; nothing of it passes.",
    };
  }),
  "restore-role": inAccount(async (stage, account) => {
    const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] };
    await role(stage, account, "CreateRole", { AssumeRolePolicyDocument: JSON.stringify(trust) });
    return { did: `${account.name} has its reader's role again.`, look: "The account is read in full." };
  }),
  "break-region": (stage, given) => {
    const region = regionCalled(stage.world, InRegion.parse(given).region);
    breakRegion(stage.faults, region);
    return { did: `Every connection to S3 in ${region} is cut.`, look: "The next scan cannot see what is there." };
  },
  "mend-region": (stage, given) => {
    const region = regionCalled(stage.world, InRegion.parse(given).region);
    mendRegion(stage.faults, region);
    return { did: `S3 in ${region} answers again.`, look: "The next scan sees it." };
  },
};

/** Opens a bucket to the world, and whatever its account does to stop it; says which level still does. */
async function openBucket(stage: Stage, bucket: Bucket): Promise<Played> {
  const { world } = stage;
  const account = accountCalled(world, bucket.accountId);
  const heldAbove = world.s3PolicyOf(account) === "all";
  await s3(stage, bucket, "DeletePublicAccessBlock", {});
  if (!heldAbove && account.block !== null) {
    const input = { AccountId: account.id };
    await call(stage, account.id, world.homeRegion, ["S3Control", "DeletePublicAccessBlock"], input);
  }
  if (heldAbove) {
    return {
      did: `${bucket.name} has no block of its own any more.`,
      look: "The organization's S3 policy still blocks public access in its account: it is not public, and the page says who decides.",
    };
  }
  const Policy = document(statements.publicRead(world.partition, bucket.name));
  await s3(stage, bucket, "PutBucketPolicy", { Policy });
  return { did: `Anyone on the internet may read ${bucket.name}.`, look: "Public access fails for it, critically." };
}

function onBucket(deed: (stage: Stage, bucket: Bucket) => Promise<Played>): Deed {
  return (stage, given) => {
    return deed(stage, bucketCalled(stage.world, OnBucket.parse(given).bucket));
  };
}

function inAccount(deed: (stage: Stage, account: Account) => Promise<Played>): Deed {
  return (stage, given) => {
    return deed(stage, accountCalled(stage.world, InAccount.parse(given).account));
  };
}

const s3 = (stage: Stage, { name, accountId, region }: Bucket, operation: string, input: object): Promise<void> =>
  call(stage, accountId, region, ["S3", operation], { Bucket: name, ...input });

const role = (stage: Stage, account: Account, operation: string, input: object): Promise<void> =>
  call(stage, account.id, stage.world.homeRegion, ["IAM", operation], {
    RoleName: stage.world.options.readRole,
    ...input,
  });

/** @throws Refused with AWS's own sentence */
async function call(
  { world }: Stage,
  accountId: string,
  region: string,
  [service, operation]: readonly [string, string],
  input: object,
): Promise<void> {
  const { event, refused } = await callAs(world, {
    who: "demo",
    accountId,
    region,
    service,
    operation,
    input: { ...input },
  });
  if (event) world.events.append(event);
  if (refused) throw new Refused(400, `AWS refuses it: ${refused.message}`);
}
