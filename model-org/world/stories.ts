import { type Bucket, blockAll, type Grant } from "./configuration";
import { document, statements } from "./documents";
import { partition, type Tree } from "./tree";

const anyone = (permission: Grant["permission"]): Grant => ({ grantee: { group: "AllUsers" }, permission });

/** The buckets somebody will have to explain: public in several ways, saved by a level above, or closed to the auditor. */
export function addStories(tree: Tree, buckets: readonly Bucket[]): void {
  const idOf = (name: string) => tree.accounts.find((account) => account.name === `aldermoor-${name}`)?.id;
  const pick = (account: string, n: number): Bucket | undefined =>
    buckets.filter(({ accountId }) => accountId === idOf(account))[n];
  const open = (bucket: Bucket | undefined, change: (bucket: Bucket) => void) => {
    if (!bucket) return;
    bucket.block = null;
    change(bucket);
  };
  const publicRead = (bucket: Bucket) => {
    bucket.policy = document(statements.publicRead(partition, bucket.name));
  };
  for (const site of ["web-aldermoor", "web-careers", "web-campaigns"]) {
    for (const n of [0, 1]) {
      open(pick(site, n), (bucket) => {
        publicRead(bucket);
        if (n === 0) bucket.website = { index: "index.html" };
      });
    }
    const distribution = pick(site, 3);
    if (distribution) {
      distribution.block = blockAll;
      distribution.policy = document(
        statements.tlsOnly(partition, distribution.name),
        statements.behindCloudFront(partition, distribution.name, distribution.accountId),
      );
    }
  }
  open(pick("web-campaigns", 4), (bucket) => {
    bucket.website = { redirect: "www.aldermoor.example" };
  });
  // Public by policy and by nobody's intention: a dropbox for adjusters.
  open(pick("portal-prod", 0), (bucket) => {
    bucket.policy = document(statements.publicDropbox(partition, bucket.name));
    bucket.tags = { owner: "claims-team", environment: "production", "data-classification": "confidential" };
  });
  open(pick("partner-exchange-prod", 1), publicRead);
  open(pick("partner-exchange-prod", 2), (bucket) => {
    bucket.policy = document(statements.partnerWrite(partition, bucket.name, "210987654321"));
  });
  // The account blocks only what is new: what was public before still is.
  open(pick("documents-prod", 2), publicRead);
  // Public documents that a level above keeps in.
  open(pick("billing-prod", 1), publicRead);
  open(pick("shared-services", 2), publicRead);
  // By access list, from before 2023.
  open(pick("sandbox-ines", 1), (bucket) => {
    bucket.ownership = "ObjectWriter";
    bucket.grants.push(anyone("READ"));
  });
  open(pick("hackathon-2026", 2), (bucket) => {
    bucket.ownership = "ObjectWriter";
    bucket.grants.push(anyone("READ"), anyone("WRITE"));
  });
  open(pick("sandbox-yuki", 0), (bucket) => {
    bucket.ownership = null;
    bucket.grants.push({ grantee: { group: "AuthenticatedUsers" }, permission: "READ" });
  });
  // The grant is void: the owner enforces that access lists count for nothing.
  open(pick("hackathon-2026", 3), (bucket) => {
    bucket.ownership = "BucketOwnerEnforced";
    bucket.grants = bucket.grants.slice(0, 1);
  });
  open(pick("analytics-dev", 1), publicRead);
  for (const [account, n] of [
    ["backup", 3],
    ["payments-prod", 4],
    ["data-lake-prod", 7],
  ] as const) {
    const vault = pick(account, n);
    if (vault) {
      vault.policy = document(
        statements.tlsOnly(partition, vault.name),
        statements.onlyTheVault(partition, vault.name, vault.accountId),
      );
    }
  }
  const hostile = pick("hackathon-2026", 0);
  if (hostile)
    hostile.tags = { owner: "=cmd|' /C calc'!A0", environment: "<script>alert(1)</script>", "data-classification": "" };
}
