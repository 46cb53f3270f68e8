import type * as Config from "@aws-sdk/client-config-service";
import { type ConfigRecorder, configRecorders } from "../world/config-recorder";
import type { Account } from "../world/configuration";
import type { World } from "../world/world";
import { invalidToken } from "./config-errors";

const minute = 60_000;

/** @returns how well an aggregator collects from each account and region: what is missing in a query is missing here */
export function sourcesStatus(
  world: World,
  accounts: readonly Account[],
  input: Config.DescribeConfigurationAggregatorSourcesStatusCommandInput,
): Omit<Config.DescribeConfigurationAggregatorSourcesStatusCommandOutput, "$metadata"> {
  const limit = input.Limit || 100;
  const { regions } = world;
  const list: Config.AggregatedSourceStatus[] = [];
  let at = input.NextToken === undefined ? 0 : Number(Buffer.from(input.NextToken, "base64url").toString());
  if (!Number.isInteger(at) || at < 0) throw invalidToken();
  const all = accounts.length * regions.length;
  for (; at < all && list.length < limit; at++) {
    const account = accounts[Math.floor(at / regions.length)] as Account;
    const region = regions[at % regions.length] as string;
    if (!world.regionEnabled(account, region)) continue;
    const status = statusOf(world, account, region);
    if (!input.UpdateStatus?.length || input.UpdateStatus.includes(status.LastUpdateStatus)) list.push(status);
  }
  return {
    AggregatedSourceStatusList: list,
    NextToken: at < all ? Buffer.from(String(at)).toString("base64url") : undefined,
  };
}

function statusOf(world: World, { id, state }: Account, region: string) {
  const [recorder] = world.records.list(configRecorders, id, region);
  const source = { SourceId: id, SourceType: "ACCOUNT" as const, AwsRegion: region };
  const now = world.clock.now().getTime();
  if (state !== "ACTIVE" || !recorder) {
    return {
      ...source,
      LastUpdateStatus: "FAILED" as const,
      LastUpdateTime: new Date(now - 30 * minute),
      LastErrorCode: "ACCESS_DENIED",
      LastErrorMessage:
        state === "ACTIVE" ? "AWS Config is not enabled in the account and region." : "The account is suspended.",
    };
  }
  // Now and then the aggregator falls behind with a region that reports as it should.
  const behind = !recorder.recording || world.random.chance(0.02, "outdated", id, region);
  return {
    ...source,
    LastUpdateStatus: behind ? ("OUTDATED" as const) : ("SUCCEEDED" as const),
    LastUpdateTime: behind ? lastUpdate(recorder, now) : new Date(now - 5 * minute),
  };
}

const lastUpdate = ({ stoppedAt }: ConfigRecorder, now: number): Date =>
  new Date(Math.min(now - 26 * 60 * minute, stoppedAt === null ? now : new Date(stoppedAt).getTime()));
