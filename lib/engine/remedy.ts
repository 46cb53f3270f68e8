import type { z } from "zod";
import type { ResourceRef } from "@/lib/model/resource";
import type { Control } from "./control";
import { gather, type JudgeFacts, judge } from "./judge";
import type { Remediation } from "./remediation";

/**
 * The change that would mend a failure, computed for facts that were all read.
 * @param params unparsed: the control's own schema gives the defaults
 * @returns undefined where the control does not fail on these facts, something is unread, or nothing mends it
 */
export function remedy(
  control: Control,
  resource: ResourceRef,
  facts: JudgeFacts,
  options: { params: unknown; at: Date },
): Remediation | undefined {
  if (!control.remediate) return undefined;
  if (judge(control, resource, facts, options).verdict.status !== "fail") return undefined;
  const { values, missing } = gather(control, facts);
  if (missing.length > 0) return undefined;
  const params = control.params.parse(options.params ?? {}) as z.infer<typeof control.params>;
  // Safe: with nothing missing the values are the whole of what the control asked for.
  return control.remediate(values as unknown as Parameters<Control["evaluate"]>[0], {
    resource,
    params,
    at: options.at,
  });
}
