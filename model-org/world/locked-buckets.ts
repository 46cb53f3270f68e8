import type { ObjectLockConfiguration } from "@aws-sdk/client-s3";
import type { PlannedBucket } from "./bucket-plan";
import type { Random } from "./random";

const locked = (
  mode?: "GOVERNANCE" | "COMPLIANCE",
  time?: { Days: number } | { Years: number },
): ObjectLockConfiguration =>
  mode && time
    ? { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Mode: mode, ...time } } }
    : { ObjectLockEnabled: "Enabled" };

/** @returns the Object Lock of a bucket as the seed has it; undefined where it has none */
export function lockOf(random: Random, { plan, word, name }: PlannedBucket): ObjectLockConfiguration | undefined {
  const draw = random.of("lock", name);
  // Logs are not delivered where a default retention rules.
  if (word === "access-logs" && plan.name !== "audit") return undefined;
  switch (plan.name) {
    case "log-archive":
      if (word === "cloudtrail") return locked("COMPLIANCE", { Days: 400 });
      // Flow logs may be cleared by whoever may bypass it; the findings are locked by hand only.
      if (word === "vpc-flow") return locked("GOVERNANCE", { Days: 90 });
      return word === "guardduty-findings" ? locked() : undefined;
    case "legal-hold-prod":
      if (draw < 0.6) return locked("COMPLIANCE", { Years: 7 });
      return draw < 0.8 ? locked("GOVERNANCE", { Days: 30 }) : undefined;
    case "backup":
      return word === "backups" ? locked("GOVERNANCE", { Days: 35 }) : undefined;
    case "audit":
      // Retention on a bucket that logs are delivered to: since then none arrive.
      return word === "access-logs" ? locked("GOVERNANCE", { Years: 1 }) : undefined;
    case "documents-archive-prod":
      return draw < 0.4 ? locked() : draw < 0.6 ? locked("GOVERNANCE", { Days: 365 }) : undefined;
    default:
      return undefined;
  }
}
