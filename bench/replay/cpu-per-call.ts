import type { Aws } from "@/collectors/runtime/aws";
import { readResourceFacts } from "@/collectors/runtime/read-resource-facts";
import { Tallies } from "@/collectors/runtime/tallies";
import { accountsNow } from "@/lib/data/inventory/accounts-now";
import { resourcesToCollect } from "@/lib/data/inventory/to-collect";
import { loadOfType } from "@/lib/data/judging/load-facts";
import { type Round, rounds } from "../measure";
import { signedGet } from "./signed-get";

const width = 6;

/** CPU of this process for each call: through a collector and the SDK, and by hand. Both wait for the same server. */
export async function cpuPerCall(aws: Aws, url: string, repeats: number): Promise<Round[]> {
  const { session, refs, credentials } = await somewhere(aws);
  const times = repeats * 10;
  const read = (i: number) => {
    const ref = refs[i % refs.length];
    if (!ref) throw new Error("There is no bucket to read.");
    return readResourceFacts(session, ref, new Tallies(), { only: ["versioning"] });
  };
  const raw = signedGet(url, credentials);
  const get = (i: number) => {
    const ref = refs[i % refs.length];
    return raw(ref?.name ?? "", ref?.region ?? "us-east-1", ref?.accountId ?? "");
  };
  await cpuOf(times, read);
  await cpuOf(times, get);
  const measured: Round[] = [];
  for (let i = 0; i < rounds; i++) measured.push({ value: await cpuOf(times, read), limit: await cpuOf(times, get) });
  return measured;
}

/** An account with buckets, and a session in it. */
async function somewhere(aws: Aws) {
  for (const { id, awsId, unreachable } of await accountsNow()) {
    if (unreachable !== null || (await loadOfType(id, "AWS::S3::Bucket")).length < 5) continue;
    const session = await aws.member(awsId);
    const refs = (await resourcesToCollect(id, 0, 50))
      .map(({ ref }) => ref)
      .filter(({ type }) => type === "AWS::S3::Bucket");
    return { session, refs, credentials: await session.s3("us-east-1").config.credentials() };
  }
  throw new Error("No account with buckets could be reached.");
}

/** @returns milliseconds of this process's CPU for each of so many calls */
async function cpuOf(times: number, call: (i: number) => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < times) await call(next++);
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}
