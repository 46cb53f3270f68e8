import { foldRollups } from "@/lib/data/ingest/fold-rollups";
import { loadResources } from "@/lib/data/judging/load-facts";
import { enqueue } from "@/lib/data/queue";
import { rejudge } from "@/lib/jobs/rejudge";
import { now, recording } from "@/lib/platform/clock";
import { judgeResources } from "./judge-resources";

const pageSize = 200;

/** Judges the next stored facts of an account again and hands on the rest. Asks AWS nothing. */
export async function rejudgeAccount(input: {
  accountId: number;
  after: number;
  because?: "control_changed" | "parameter_changed" | "time" | undefined;
}): Promise<void> {
  const { accountId, after, because } = input;
  const resources = await loadResources(accountId, after, pageSize);
  const at = now();
  await judgeResources({
    accountId,
    resources,
    at,
    ...recording(),
    origin: "rejudge",
    scanId: null,
    ...(because ? { rejudged: because } : {}),
  });
  const last = resources.at(-1)?.id;
  if (last !== undefined && resources.length === pageSize) {
    await enqueue(rejudge, { accountId, after: last, ...(because ? { because } : {}) });
  }
  await foldRollups();
}
