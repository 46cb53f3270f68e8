import { formatCount } from "@/components/format/format-count";
import { type Closer, closers } from "@/lib/engine/closing-level";
import { type Bar, Bars } from "../../_components/bars";

const words: Readonly<Record<Closer, string>> = {
  organization: "Organization policy",
  account: "Account",
  above: "Organization or account: policy not read",
  bucket: "Bucket",
  together: "Account and bucket together",
  nothing: "Nothing closes it",
  unknown: "Unknown: levels not read",
};

/** What is seldom so is shown only where it is. */
const seldom: readonly Closer[] = ["above", "together"];

const tones: Readonly<Partial<Record<Closer, Bar["tone"]>>> = { nothing: "fail", unknown: "unknown" };

/** Buckets by the level that closes them, the outermost first, over one scale. */
export function Deciding({ deciding }: { deciding: Readonly<Record<Closer, number>> }) {
  return (
    <Bars
      label="Buckets by the level that closes them"
      bars={closers
        .filter((closer) => deciding[closer] > 0 || !seldom.includes(closer))
        .map((closer) => ({
          key: closer,
          name: words[closer],
          n: deciding[closer],
          says: formatCount(deciding[closer]),
          tone: tones[closer] ?? "series",
        }))}
    />
  );
}
