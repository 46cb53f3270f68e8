import { type ConfigRecorder, configRecorders, frequencyOf } from "./config-recorder";
import type { Bucket } from "./configuration";
import type { World } from "./world";

/** How a type is recorded in an account and region at the moment. */
export type Recording = {
  frequency: "CONTINUOUS" | "DAILY";
  /** Items show what was there at this time. */
  asOf: Date;
  /** How long after a change it is captured, where it is captured at once. */
  lag: number;
  since: Date;
};

const minute = 60_000;
const day = 86_400_000;

/** @returns how a type is recorded; undefined where Config does not know it */
export function recordingOf(world: World, accountId: string, region: string, type: string): Recording | undefined {
  const [recorder] = world.records.list(configRecorders, accountId, region);
  const frequency = recorder && frequencyOf(recorder, type);
  if (!frequency) return undefined;
  const lag = (2 + world.random.below(13, "config-lag", accountId, region)) * minute;
  return {
    frequency,
    lag,
    since: new Date(recorder.startedAt),
    asOf: asOf(world, recorder, accountId, frequency, lag),
  };
}

function asOf(
  world: World,
  { recording, stoppedAt }: ConfigRecorder,
  accountId: string,
  frequency: Recording["frequency"],
  lag: number,
): Date {
  const now = world.clock.now().getTime();
  if (!recording) return new Date(Math.min(now, stoppedAt === null ? now : new Date(stoppedAt).getTime()));
  if (frequency === "CONTINUOUS") return new Date(now - lag);
  return new Date(markBefore(world, accountId, now));
}

/** Daily recording looks once a day, at a time of the account's. */
function markBefore(world: World, accountId: string, time: number): number {
  const offset = world.random.below(24 * 60, "config-daily", accountId) * minute;
  return Math.floor((time - offset) / day) * day + offset;
}

export type RecordedBucket = { bucket: Bucket; capturedAt: Date };

/** @returns a bucket as Config knows it: late; undefined where it does not, or not yet */
export function recordedBucket(world: World, name: string, current = world.bucket(name)): RecordedBucket | undefined {
  // The region decides which recorder looks; a bucket that is gone was in the region of its last state.
  const last = current ?? lastOf(world, name);
  if (!last) return undefined;
  const recording = recordingOf(world, last.accountId, last.region, "AWS::S3::Bucket");
  if (!recording) return undefined;
  const { state, since } = world.bucketHistory.at(name, recording.asOf, current);
  if (!state || new Date(state.createdAt) > recording.asOf) return undefined;
  return { bucket: state, capturedAt: capturedAt(world, state, recording, since) };
}

/** @returns what a deleted bucket was last */
function lastOf(world: World, name: string): Bucket | undefined {
  const [last] = world.bucketHistory.changesOf(name).slice(-1);
  return last && world.bucketHistory.at(name, new Date(last.getTime() - 1), undefined).state;
}

function capturedAt(world: World, bucket: Bucket, recording: Recording, changed: Date | undefined): Date {
  const began = Math.max(new Date(bucket.createdAt).getTime(), recording.since.getTime());
  const at = changed?.getTime() ?? began;
  if (recording.frequency === "CONTINUOUS") return new Date(at + recording.lag);
  return new Date(Math.min(markBefore(world, bucket.accountId, at) + day, recording.asOf.getTime()));
}

/** @returns names of an account's buckets that Config may know: those there are, and those just deleted. Sorted. */
export function namesKnown(world: World, accountId: string): readonly string[] {
  const names = world.bucketNames(accountId);
  const gone = [...world.bucketHistory.changedIn(accountId)].filter(
    (name) => world.bucket(name)?.accountId !== accountId,
  );
  return gone.length === 0 ? names : [...new Set([...names, ...gone])].sort();
}
