-- AlterTable
ALTER TABLE "scan_account" ADD COLUMN     "asked" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "answered" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "denied" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "throttled" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "other_unknown" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "calls" INTEGER NOT NULL DEFAULT 0;

-- Scans from before count what they tallied.
UPDATE "scan_account" a
SET "asked" = t."asked", "answered" = t."answered", "denied" = t."denied", "throttled" = t."throttled",
    "other_unknown" = t."other_unknown", "calls" = t."calls"
FROM (
  SELECT "scan_id", "account_id", sum("asked")::int AS "asked", sum("known" + "not_configured")::int AS "answered",
         sum("denied")::int AS "denied", sum("throttled")::int AS "throttled", sum("other_unknown")::int AS "other_unknown",
         sum("calls")::int AS "calls"
  FROM "scan_tally" GROUP BY "scan_id", "account_id"
) t
WHERE t."scan_id" = a."scan_id" AND t."account_id" = a."account_id";

-- What a listing that was denied or broken off did not hold: Visibility walks over these.
CREATE INDEX "resource_not_seen_idx" ON "resource" ("account_id", "id") WHERE "not_seen_since" IS NOT NULL AND "retired_at" IS NULL;
