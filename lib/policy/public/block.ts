import type { Block, BlockLevel, Blocks, KnownBlock } from "../input";
import { type Reason, undetermined } from "../tri";

/** What a setting of the block is over all levels: on, and by which; off; or not known. */
export type EffectiveSetting =
  | { kind: "known"; value: true; level: BlockLevel }
  | { kind: "known"; value: false }
  | { kind: "undetermined"; why: readonly Reason[] };

/**
 * What one of the four settings comes to: on where any level has it on. An organization's policy stands in the place of
 * the account's own settings, whichever they are; the bucket's and the access point's count beside it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function effectiveSetting(blocks: Blocks, setting: keyof Block): EffectiveSetting {
  const levels: [BlockLevel, boolean | "unread"][] = [
    ["access-point", settingOf(blocks.accessPoint ?? "none", setting)],
    ["bucket", settingOf(blocks.bucket, setting)],
    accountLevel(blocks, setting),
  ];
  const [on] = levels.find(([, value]) => value === true) ?? [];
  if (on) return { kind: "known", value: true, level: on };
  const unread = levels.filter(([, value]) => value === "unread");
  if (unread.length === 0) return { kind: "known", value: false };
  return undetermined(
    ...unread.map(([level]) => ({
      what: `The public access block of the ${words[level]} could not be read.`,
      row: null,
      at: null,
    })),
  );
}

function accountLevel({ account, organization }: Blocks, setting: keyof Block): [BlockLevel, boolean | "unread"] {
  switch (organization) {
    case "all":
      return ["organization", true];
    case "none":
      return ["organization", false];
    case "unread":
      // Whatever the account says, the organization may say otherwise.
      return ["organization", "unread"];
    case "absent":
      return ["account", settingOf(account, setting)];
  }
}

const settingOf = (block: KnownBlock, setting: keyof Block): boolean | "unread" =>
  block === "unread" ? "unread" : block !== "none" && block[setting];

const words: Readonly<Record<BlockLevel, string>> = {
  "access-point": "access point",
  bucket: "bucket",
  account: "account",
  organization: "organization",
};
