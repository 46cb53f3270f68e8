import type { IncomingHttpHeaders } from "node:http";
import type { Caller } from "../world/caller";

/** What a handler knows beside its input. */
export type Context = {
  service: string;
  operation: string;
  region: string;
  caller: Caller;
  headers: IncomingHttpHeaders;
  requestId: string;
  /** The account whose resource the call is about, once a handler knows: the event is recorded there. */
  ownerId?: string;
};
