import type { TestContext } from "vitest";

declare module "vitest" {
  interface TaskMeta {
    /** Why a test was skipped: `npm test` says it. */
    skipped?: string;
  }
}

/** Ends a test that cannot be made on this machine. @param because a clause: "this is not Linux" */
export function skip(context: TestContext, because: string): never {
  context.task.meta.skipped = because;
  return context.skip(because);
}
