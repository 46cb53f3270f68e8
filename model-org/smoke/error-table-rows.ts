import { configRecorders } from "../world/config-recorder";
import type { Account, Bucket } from "../world/configuration";
import { type DirectoryBucket, directoryBuckets } from "../world/directory-buckets";
import type { World } from "../world/world";

/** An error AWS documents, and how to meet it. */
export type DocumentedError = {
  service: string;
  operation: string;
  situation: string;
  input: object;
  /** The account that asks, by name: `management` asks as its administrator. */
  as: string;
  /** The identity that asks there: who reads settings, who mends them, or who may do everything. */
  by: "reader" | "remediator" | "owner";
  region: string;
  code: string;
  status: number;
  /** Where AWS says so. */
  page: string;
};

type Asked = Partial<Pick<DocumentedError, "as" | "by" | "region">>;

/** A row of one service: an error as `Code 400`, and its page where it is not the operation's own. */
export type Row = (
  operation: string,
  situation: string,
  input: object,
  error: `${string} ${number}`,
  more?: Asked & { page?: string },
) => DocumentedError;

const docs = "https://docs.aws.amazon.com";

/** What no account has. */
export const none = "no-such-thing";

/** @param reference the folder of the service's API reference, whose pages are called after operations */
export function rowsOf(service: string, reference: string, asked: Required<Asked>): Row {
  return (operation, situation, input, error, { page = `API_${operation}.html`, ...more } = {}) => {
    const [code = "", status] = error.split(" ");
    const address = `${docs}/${page.includes("/") ? page : `${reference}/${page}`}`;
    return { service, operation, situation, input, ...asked, ...more, code, status: Number(status), page: address };
  };
}

/** The places of a world that rows speak of. */
export type Places = ReturnType<typeof placesOf>;

/** @returns accounts, buckets and names of a world, as rows need them */
export function placesOf(world: World) {
  const [first = world.homeRegion, second = world.homeRegion] = world.regions;
  const idOf = (name: string) => world.tree.accounts.find((one) => one.name === `aldermoor-${name}`)?.id ?? "";
  const readable = world.tree.accounts.filter(({ roles, state }) => roles.read && state === "ACTIVE");
  return {
    world,
    first,
    second,
    home: world.homeRegion,
    idOf,
    arn: (service: string, name: string, resource: string, region = first) =>
      `arn:${world.partition}:${service}:${region}:${idOf(name)}:${resource}`,
    /** @returns the name of the first account Breakwater reads, of those that fit */
    accountWhere: (fits: (account: Account) => boolean) => shortName(readable.find(fits)),
    bucketWhere(fits: (bucket: Bucket, account: Account) => boolean): Bucket {
      for (const account of readable) {
        const found = world.bucketsOf(account.id).find((bucket) => isPlain(bucket) && fits(bucket, account));
        if (found) return found;
      }
      throw new Error("The world has no such bucket.");
    },
    directoryBucketWhere(fits: (bucket: DirectoryBucket) => boolean): DirectoryBucket {
      for (const { id } of readable) {
        const all = world.regions.flatMap((region) => world.records.list(directoryBuckets, id, region));
        const found = all.find(fits);
        if (found) return found;
      }
      throw new Error("The world has no such directory bucket.");
    },
    ownerOf: ({ accountId }: Pick<Bucket, "accountId">) => shortName(world.account(accountId)),
    isRecorded: ({ id }: Account) => world.records.list(configRecorders, id, first).length > 0,
  };
}

const shortName = (account: Account | undefined): string => account?.name.replace("aldermoor-", "") ?? "";

/** What a policy denies beside plain HTTP may keep the bucket's own account out, which is another row's matter. */
const isPlain = ({ policy }: Bucket): boolean =>
  !/"Sid":"(?!DenyInsecureTransport")[^"]*","Effect":"Deny"/.test(policy ?? "");
