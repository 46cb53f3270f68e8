import type * as Api from "@aws-sdk/client-ec2";
import type { HandlersOf } from "../wire/handlers-of";
import type { World } from "../world/world";
import { ec2Endpoints } from "./ec2-endpoints";
import { ec2Networks } from "./ec2-networks";

/** Networks, and their doors to S3. */
export function ec2(world: World): HandlersOf<typeof Api> {
  return { ...ec2Networks(world), ...ec2Endpoints(world) };
}
