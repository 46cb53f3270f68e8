import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, notApplicable, pass, undecided } from "@/lib/model/verdict";
import { parsePolicy } from "@/lib/policy/language/parse-policy";
import { nameOf } from "@/lib/policy/language/policy";

export default defineControl({
  id: "bucket-policy-no-wildcard-action",
  practice: "9-least-privilege",
  title: "Bucket policy grants no wildcard action",
  severity: "medium",
  why: "Whoever is granted every action can also delete the objects, open the bucket and take the policy away.",
  resource: "AWS::S3::Bucket",
  needs: ["own.policy"],
  params: z.object({}),
  satisfies: [],
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html"],
  version: 1,

  evaluate({ own: { policy: text } }) {
    if (text === null) return notApplicable("There is no bucket policy.");
    const policy = parsePolicy(text, "bucket");
    const wide = policy.statements.filter(
      ({ effect, actions }) => effect === "Allow" && (actions.not || actions.values.some(isEvery)),
    );
    // A wildcard that was read counts, whatever else in the policy was not.
    if (wide.length > 0) {
      const names = wide.map(nameOf).join(", ").slice(0, 160);
      const how = wide.every(({ actions }) => actions.not) ? "all actions but some" : "every action";
      return fail(`${capital(names)} ${wide.length === 1 ? "grants" : "grant"} ${how}.`);
    }
    const [issue] = [...policy.issues, ...policy.statements.flatMap(({ issues }) => issues)].filter(
      ({ at }) => !/(^|\.)(Sid|Id|Version|Principal|NotPrincipal|Resource|Condition.*)$/.test(at),
    );
    if (issue) return undecided("undetermined", `The policy is not understood: at ${issue.at}, ${issue.what}.`);
    return pass();
  },
});

const isEvery = (action: string): boolean => /^(s3:)?\*+$/i.test(action);

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
