import type { Block, Blocks, KnownBlock } from "../input";
import { any, type Truth, unknown } from "./truth";

/**
 * Whether a setting of block public access is in effect: on at one level is enough. An organization's policy stands in
 * the place of the account's own setting.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * @param through whether the request goes through an access point, whose own settings then count too
 */
export function isBlocked(setting: keyof Block, blocks: Blocks | undefined, through: boolean): Truth {
  if (!blocks) return false;
  const own = (known: KnownBlock | undefined, level: string): Truth => {
    if (known === undefined || known === "none") return false;
    return known === "unread" ? unknown(`The ${level}'s block public access was not read.`) : known[setting];
  };
  return any([
    own(blocks.bucket, "bucket"),
    through && own(blocks.accessPoint, "access point"),
    ofAccount(blocks, own(blocks.account, "account")),
  ]);
}

function ofAccount({ organization }: Blocks, own: Truth): Truth {
  switch (organization) {
    case "all":
      return true;
    case "none":
      return false;
    case "absent":
      return own;
    case "unread":
      return unknown("Whether the organization sets block public access was not read.");
  }
}
