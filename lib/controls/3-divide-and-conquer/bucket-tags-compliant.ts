import { z } from "zod";
import { defineControl } from "@/lib/engine/control";
import { fail, pass } from "@/lib/model/verdict";

export default defineControl({
  id: "bucket-tags-compliant",
  practice: "3-divide-and-conquer",
  title: "Required tags are present",
  severity: "low",
  why: "Tags say whose the bucket is and how careful one has to be with it; access and alerts can follow from them.",
  resource: "AWS::S3::Bucket",
  needs: ["own.tags"],
  params: z.object({
    /** Tag keys, each with the values allowed; an empty list allows any. */
    required: z
      .record(z.string().max(128), z.array(z.string().max(256)))
      .default({ owner: [], environment: [], "data-classification": [] }),
  }),
  satisfies: [],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/required-tags.html",
  ],
  version: 1,

  evaluate({ own: { tags } }, { params }) {
    const has = (key: string) => tags !== null && Object.hasOwn(tags, key) && tags[key]?.trim() !== "";
    // Keys that begin with `aws:` are AWS's own and count for nobody.
    const keys = Object.entries(params.required).filter(([key]) => !key.startsWith("aws:"));
    const missing = keys.filter(([key]) => !has(key)).map(([key]) => key);
    const invalid = keys
      .filter(([key, values]) => has(key) && values.length > 0 && !values.includes(tags?.[key] ?? ""))
      .map(([key]) => key);
    if (missing.length === 0 && invalid.length === 0) return pass();
    return fail([list("Missing", missing), list("Not an allowed value", invalid)].filter(Boolean).join(" "));
  },
});

const list = (what: string, keys: readonly string[]): string => {
  if (keys.length === 0) return "";
  const named = keys.slice(0, 3).map((key) => key.slice(0, 40));
  const more = keys.length - named.length;
  return `${what}: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
};
