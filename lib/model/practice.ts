/** The practices of the guides, in their order: the spine of the navigation and the folders of lib/controls. */
export const practices = [
  { id: "1-block-public-access", number: 1, slug: "block-public-access", title: "Block Public Access" },
  { id: "2-bucket-keys", number: 2, slug: "bucket-keys", title: "Bucket keys" },
  { id: "3-divide-and-conquer", number: 3, slug: "divide-and-conquer", title: "Divide and conquer" },
  { id: "4-tested-changes", number: 4, slug: "tested-changes", title: "Tested changes" },
  { id: "5-guardrails", number: 5, slug: "guardrails", title: "Guardrails" },
  { id: "6-beyond-s3", number: 6, slug: "beyond-s3", title: "Beyond S3" },
  { id: "7-logging", number: 7, slug: "logging", title: "Logging" },
  { id: "8-protection", number: 8, slug: "protection", title: "Protection" },
  { id: "9-least-privilege", number: 9, slug: "least-privilege", title: "Least privilege" },
  { id: "10-naming", number: 10, slug: "naming", title: "Naming" },
  { id: "11-data-minimisation", number: 11, slug: "data-minimisation", title: "Data minimisation" },
  { id: "12-monitoring", number: 12, slug: "monitoring", title: "Monitoring" },
] as const;

export type PracticeId = (typeof practices)[number]["id"];
