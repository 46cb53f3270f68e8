import { listLostAccounts } from "@/lib/services/scans/read-standing";
import { startScan } from "@/lib/services/scans/start-scan";
import { defineCommand, WrongUse } from "../command";
import { actor, inDeployment } from "../deployment";
import { followScan } from "../scan/follow-scan";
import { outcomeOf } from "../scan/progress";
import { showPlan } from "../scan/show-plan";
import { type ScanTarget, scanTarget } from "../scan/target";
import { print, say } from "../terminal";

export default defineCommand({
  usage: ["scan [--account ID | --ou ID | --resource ARN]", "scan --plan [--account ID | --ou ID | --resource ARN]"],
  says: "Runs a scan to its end, with a worker of its own where none is alive. With --plan it says what it would ask.",
  options: {
    plan: { type: "boolean", default: false },
    account: { type: "string" },
    ou: { type: "string" },
    resource: { type: "string" },
  },

  async run({ values: { plan, ...where }, words }) {
    if (words.length > 0)
      throw new WrongUse("scan takes no words: name what to scan with --account, --ou or --resource.");
    const target = scanTarget(where);
    return inDeployment((signal) => (plan ? showPlan(actor, target).then(() => 0) : scan(target, signal)), {
      aws: true,
    });
  },
});

async function scan(target: ScanTarget, signal: AbortSignal): Promise<number> {
  const { scanId, joined } = await startScan(actor, { ...target, origin: "cli" });
  say(joined ? `Scan ${scanId} is under way already: following it.` : `Scan ${scanId} is planned.`);
  const standing = await followScan(actor, scanId, signal);
  if (!standing.over) {
    say(`Scan ${scanId} is left where it is: the next worker takes it up.`);
    return 1;
  }
  for (const { name, awsId, because } of await listLostAccounts(actor, scanId)) {
    say(`Account ${name} (${awsId}) was not read. ${because}`);
  }
  print(outcomeOf(scanId, standing));
  return standing.state === "complete" || standing.state === "partial" ? 0 : 1;
}
