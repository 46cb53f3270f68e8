import { readerPolicy } from "@/collectors/roles/reader-policy";
import { remediatorPolicy } from "@/collectors/roles/remediator-policy";
import { environment } from "@/lib/platform/env";
import { defineCommand, WrongUse } from "../command";
import { print } from "../terminal";

const partitions = ["aws", "aws-cn", "aws-us-gov"];

export default defineCommand({
  usage: ["iam-policy reader [--for hub|member] [--partition aws]", "iam-policy remediator [--for hub|member]"],
  says: "Prints the IAM policy of the reader or of the remediator, derived from the calls they make.",
  options: { for: { type: "string" }, partition: { type: "string", default: "aws" } },

  async run({ values: { for: place, partition }, words: [which, ...more] }) {
    if (which === undefined || more.length > 0) throw new WrongUse("Say whose: reader, or remediator.");
    if (place !== undefined && place !== "hub" && place !== "member") {
      throw new WrongUse("--for is hub, for the role that asks, or member, for the role in every account.");
    }
    if (!partitions.includes(partition)) throw new WrongUse(`--partition is one of ${partitions.join(", ")}.`);
    const { readRole, remediateRole } = environment();
    if (which === "reader") print(JSON.stringify(await readerPolicy({ partition, role: readRole, place }), null, 2));
    else if (which === "remediator") {
      print(JSON.stringify(await remediatorPolicy({ partition, role: remediateRole, place }), null, 2));
    } else throw new WrongUse(`There is no role ${which.slice(0, 40)}: it is reader, or remediator.`);
    return 0;
  },
});
