import type { Caller } from "../request";
import { factOf } from "./keys";
import { canHave, isS3Action } from "./s3-actions";
import type { Values } from "./samples";
import type { Space } from "./space";

/** How a request came: keys that say so are there together, or absent together. */
export type World = { from: "internet" | "endpoint" | "service"; tls: boolean };

/** The ways a caller's request can come that the statements may tell apart. */
export function worldsFor(space: Space, caller: Caller, only: { tls?: boolean; from?: World["from"] }): World[] {
  const { mentioned } = space;
  const plain = only.tls === undefined ? (mentioned.has("tls") ? [true, false] : [true]) : [only.tls];
  const byNetwork = mentioned.has("internet") || mentioned.has("endpoint");
  const ways: World["from"][] = byNetwork ? ["internet", "endpoint"] : ["internet"];
  const from: World["from"][] = caller.kind === "service" ? ["service"] : only.from ? [only.from] : ways;
  return from.flatMap((way) => plain.map((secure) => ({ from: way, tls: secure })));
}

const always = new Set(["aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"]);

/**
 * Whether a request of this caller, for this action, on this way can have these values for a key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, "Availability" of each key
 */
export function possible(key: string, values: Values, caller: Caller, action: string, world: World): boolean {
  const isAnonymous = caller.kind === "anonymous";
  switch (factOf(key)?.when) {
    case "signed": {
      const { anonymous } = factOf(key) ?? {};
      if (anonymous !== undefined) return values !== undefined && (values[0] === anonymous) === isAnonymous;
      if (!isAnonymous) return key !== "aws:viaawsservice" || values !== undefined;
      return values === undefined || (key === "aws:viaawsservice" && values[0] === "false");
    }
    case "service":
      return values === undefined || caller.kind === "service";
    case "internet":
      return world.from === "service" || (values !== undefined) === (world.from === "internet");
    case "endpoint":
      if (world.from !== "endpoint") return values === undefined;
      return values !== undefined || !always.has(key);
    case "tls":
      if (key === "aws:securetransport") return values?.[0] === String(world.tls);
      return (values !== undefined) === world.tls;
    case "action":
      // What other services have in their requests is not known here: it may be anything.
      if (!isS3Action(action)) return true;
      if (!canHave(action, key)) return values === undefined;
      // Every upload either makes an object or only a part of one.
      return key !== "s3:objectcreationoperation" || values !== undefined;
    default:
      return true;
  }
}
