import { controls } from "@/lib/controls/catalogue.gen";
import { findingKinds } from "@/lib/data/finding/query";
import { pool } from "@/lib/data/pool";
import { severities } from "@/lib/model/severity";
import type { BucketFilter } from "@/lib/services/buckets/list-buckets";
import type { FindingFilter } from "@/lib/services/findings/finding-filter";
import { regions } from "../world/facts";

/** Parts of names: many hold the first, a few the second, one the third, none the last. */
const names = ["claims", "claims-4f", "ledger-4f1", "nothing has this"];

/** What lists of findings can be narrowed to: each alone, then by name, kind and severity together. */
export function findingFilters(): FindingFilter[] {
  const practices = [...new Set(controls.map(({ practice }) => Number(practice.split("-")[0])))];
  const narrow: FindingFilter[] = [
    {},
    ...controls.map(({ id }) => ({ control: id })),
    ...practices.map((practice) => ({ practice })),
    ...severities.map((severity) => ({ severity })),
  ];
  const together: FindingFilter[] = [];
  for (const q of names) {
    together.push({ q });
    for (const kind of findingKinds) together.push({ q, kind }, { q, kind, severity: "critical" });
    together.push({ q, control: "bucket-versioning-enabled" }, { q, control: "bucket-not-publicly-accessible" });
  }
  const kinds = findingKinds.flatMap((kind) => narrow.map((one) => ({ ...one, kind })));
  return [...narrow, ...kinds, ...together, { control: "bucket-policy-not-public", severity: "low" }];
}

/** What the list of buckets can be narrowed to. */
export async function bucketFilters(): Promise<BucketFilter[]> {
  const { rows } = await pool().query<{ aws_id: string }>("select aws_id from aws_account order by id limit 2");
  const narrow: BucketFilter[] = [
    {},
    ...names.map((q) => ({ q })),
    ...rows.map(({ aws_id: account }) => ({ account })),
    ...regions.map((region) => ({ region })),
    { account: "000000000000" },
  ];
  const shows = (["public", "unknown", "failing"] as const).flatMap((show) => narrow.map((one) => ({ ...one, show })));
  return [...narrow, ...shows];
}
