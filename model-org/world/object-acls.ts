import type { Grant } from "./configuration";
import type { Kind } from "./records";

/** The access list somebody gave an object: of the others the seed decides when they are asked for. */
export type ObjectAcl = { bucket: string; key: string; grants: Grant[] };

export const objectAclId = ({ bucket, key }: Pick<ObjectAcl, "bucket" | "key">): string => `${bucket}/${key}`;

export const objectAcls: Kind<ObjectAcl> = { name: "object-acl", id: objectAclId, derive: () => [] };
