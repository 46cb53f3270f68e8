import type { Policy } from "../language/policy";
import type { Caller } from "../request";
import type { Context } from "./context";

/** What a statement is held against. */
export type Scope = {
  /** In lower case. */
  action: string;
  resource: string;
  caller: Caller;
  context: Context;
  /** Of the policy the statement is in: only the newer has variables. */
  version: Policy["version"];
  /** The account of each canonical user id that is known. */
  canonicalUsers: Readonly<Record<string, string>>;
};
