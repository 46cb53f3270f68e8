/** What a deed is done to. */
export type DeedTarget = "bucket" | "account" | "region";

/** Something one may do to the model organization, past every page, to see it noticed. */
export type Deed = { id: string; target: DeedTarget; title: string; says: string };

/** The deeds, in the order they are offered: what breaks first, then what mends it. */
export const deeds = [
  {
    id: "open-bucket",
    target: "bucket",
    title: "Open to the world",
    says: "Takes its block away and lets anyone read.",
  },
  {
    id: "close-bucket",
    target: "bucket",
    title: "Close again",
    says: "Puts its block back and the public grant away.",
  },
  {
    id: "suspend-versioning",
    target: "bucket",
    title: "Suspend versioning",
    says: "Overwritten objects are lost from now on.",
  },
  {
    id: "drop-encryption-key",
    target: "bucket",
    title: "Turn its bucket key off",
    says: "Every object asks KMS again.",
  },
  { id: "delete-bucket", target: "bucket", title: "Delete", says: "It is gone for good." },
  { id: "new-bucket", target: "account", title: "Make a bucket", says: "With AWS's defaults for new buckets." },
  {
    id: "remove-role",
    target: "account",
    title: "Remove the reader's role",
    says: "Nothing in the account can be seen any more.",
  },
  { id: "restore-role", target: "account", title: "Give the role back", says: "The account can be seen again." },
  {
    id: "break-region",
    target: "region",
    title: "Break",
    says: "Every connection to it is cut. No event tells of it: the next scan notices.",
  },
  { id: "mend-region", target: "region", title: "Mend", says: "It answers again." },
] as const satisfies readonly Deed[];

export type DeedId = (typeof deeds)[number]["id"];

/** Deeds no event tells of: somebody has to scan. */
export const isSilent = (deed: DeedId): boolean => deed === "break-region" || deed === "mend-region";
