import { randomUUID } from "node:crypto";
import type { RunningModelOrg } from "@/model-org/start-model-org";
import type { ManagementEvent } from "@/model-org/world/events";

/** Tells of a call in a model organization that a test made behind AWS's back. */
export function tell(
  { world }: RunningModelOrg,
  event: Pick<ManagementEvent, "name" | "accountId"> & Partial<ManagementEvent>,
): void {
  const { accountId } = event;
  const arn = `arn:aws:sts::${accountId}:assumed-role/Staff/ines.vogel`;
  world.events.append({
    id: randomUUID(),
    time: `${world.clock.now().toISOString().slice(0, 19)}Z`,
    source: "s3.amazonaws.com",
    region: world.homeRegion,
    identity: { arn, accountId, userName: "ines.vogel" },
    parameters: {},
    resources: [],
    ...event,
  });
}
