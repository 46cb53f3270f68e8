-- Written by Prisma from schema.prisma, but for PARTITION BY and COLLATE.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "auth";

-- CreateTable
CREATE TABLE "world" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "kind" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "world_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version" (
    "name" TEXT NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "version_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "ou" (
    "id" SERIAL NOT NULL,
    "aws_id" TEXT NOT NULL,
    "parent_id" INTEGER,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "depth" SMALLINT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "ou_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ou_closure" (
    "ancestor_id" INTEGER NOT NULL,
    "descendant_id" INTEGER NOT NULL,
    "depth" SMALLINT NOT NULL,

    CONSTRAINT "ou_closure_pkey" PRIMARY KEY ("ancestor_id","descendant_id")
);

-- CreateTable
CREATE TABLE "aws_account" (
    "id" SERIAL NOT NULL,
    "aws_id" CHAR(12) NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "ou_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "collected_at" TIMESTAMPTZ(3),
    "collected_by" INTEGER,
    "unreachable" TEXT,
    "unreachable_since" TIMESTAMPTZ(3),

    CONSTRAINT "aws_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_move" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "from_ou_id" INTEGER,
    "to_ou_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "scan_id" INTEGER,

    CONSTRAINT "account_move_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_clock" (
    "account_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_clock_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "resource" (
    "id" SERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "arn" TEXT COLLATE "C" NOT NULL,
    "account_id" INTEGER NOT NULL,
    "region" TEXT,
    "name" TEXT COLLATE "C" NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "not_seen_since" TIMESTAMPTZ(3),
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "edge" (
    "from_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "to_arn" TEXT NOT NULL,
    "to_id" INTEGER,

    CONSTRAINT "edge_pkey" PRIMARY KEY ("from_id","kind","to_arn")
);

-- CreateTable
CREATE TABLE "fact_snapshot" (
    "hash" BYTEA NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "fact_snapshot_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "resource_state" (
    "resource_id" INTEGER NOT NULL,
    "ruleset_id" INTEGER NOT NULL,
    "parameters_id" INTEGER NOT NULL,
    "in_full" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3),
    "judge_again_at" TIMESTAMPTZ(3),
    "verdicts" BYTEA NOT NULL,
    "snapshot" BYTEA NOT NULL,
    "inputs" BYTEA NOT NULL,
    "last_known" BYTEA,

    CONSTRAINT "resource_state_pkey" PRIMARY KEY ("resource_id")
);

-- CreateTable
CREATE TABLE "collected_facts" (
    "resource_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "scan_id" INTEGER,
    "snapshot" BYTEA NOT NULL,
    "last_known" BYTEA,
    "in_full" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "collected_facts_pkey" PRIMARY KEY ("resource_id")
);

-- CreateTable
CREATE TABLE "control" (
    "id" SMALLINT NOT NULL,
    "slug" TEXT NOT NULL,
    "resource_type" TEXT NOT NULL,
    "slot" SMALLINT NOT NULL,
    "practice" TEXT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "control_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ruleset" (
    "id" SERIAL NOT NULL,
    "hash" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ruleset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parameter_set" (
    "id" SERIAL NOT NULL,
    "hash" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "parameter_set_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "since" TIMESTAMPTZ(3) NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "control_id" SMALLINT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "because" TEXT NOT NULL,
    "waiver_id" INTEGER,
    "due" DATE,
    "assignee_id" TEXT,
    "sight_lost_at" TIMESTAMPTZ(3),
    "sight_reason" TEXT,
    "sight_permission" TEXT,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("resource_id","control_id")
);

-- CreateTable
CREATE TABLE "unknown_verdict" (
    "control_id" SMALLINT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "permission" TEXT,

    CONSTRAINT "unknown_verdict_pkey" PRIMARY KEY ("control_id","account_id","resource_id")
);

-- CreateTable
CREATE TABLE "gap" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "region" TEXT NOT NULL DEFAULT '',
    "permission" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "resources" INTEGER NOT NULL,

    CONSTRAINT "gap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "episode" (
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "control_id" SMALLINT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "ou_id" INTEGER NOT NULL,
    "severity" SMALLINT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "ending" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "change_id" INTEGER,

    CONSTRAINT "episode_pkey" PRIMARY KEY ("closed_at","resource_id","control_id")
) PARTITION BY RANGE ("closed_at");

-- CreateTable
CREATE TABLE "state_change" (
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "origin" TEXT NOT NULL,
    "scan_id" INTEGER,
    "resource_id" INTEGER NOT NULL,
    "verdicts" BYTEA,
    "snapshot" BYTEA,
    "ruleset_id" INTEGER NOT NULL,
    "parameters_id" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,
    "event" TEXT,
    "actor" TEXT,

    CONSTRAINT "state_change_pkey" PRIMARY KEY ("resource_id","occurred_at")
) PARTITION BY RANGE ("occurred_at");

-- CreateTable
CREATE TABLE "state_baseline" (
    "month" DATE NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "verdicts" BYTEA NOT NULL,
    "snapshot" BYTEA NOT NULL,
    "ruleset_id" INTEGER NOT NULL,
    "parameters_id" INTEGER NOT NULL,

    CONSTRAINT "state_baseline_pkey" PRIMARY KEY ("month","resource_id")
) PARTITION BY RANGE ("month");

-- CreateTable
CREATE TABLE "baseline" (
    "month" DATE NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "complete_at" TIMESTAMPTZ(3),

    CONSTRAINT "baseline_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "movement" (
    "day" DATE NOT NULL,
    "account_id" INTEGER NOT NULL,
    "ou_id" INTEGER NOT NULL,
    "control_id" SMALLINT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "cause" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "movement_pkey" PRIMARY KEY ("day","ou_id","account_id","control_id","severity","cause","from","to")
);

-- CreateTable
CREATE TABLE "rollup_account" (
    "account_id" INTEGER NOT NULL,
    "control_id" SMALLINT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "pass" INTEGER NOT NULL DEFAULT 0,
    "fail" INTEGER NOT NULL DEFAULT 0,
    "not_applicable" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "waived" INTEGER NOT NULL DEFAULT 0,
    "not_judged" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "rollup_account_pkey" PRIMARY KEY ("account_id","control_id","severity")
);

-- CreateTable
CREATE TABLE "rollup_ou" (
    "ou_id" INTEGER NOT NULL,
    "control_id" SMALLINT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "pass" INTEGER NOT NULL DEFAULT 0,
    "fail" INTEGER NOT NULL DEFAULT 0,
    "not_applicable" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "waived" INTEGER NOT NULL DEFAULT 0,
    "not_judged" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "rollup_ou_pkey" PRIMARY KEY ("ou_id","control_id","severity")
);

-- CreateTable
CREATE TABLE "rollup_day" (
    "ou_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "practice" TEXT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "pass" INTEGER NOT NULL DEFAULT 0,
    "fail" INTEGER NOT NULL DEFAULT 0,
    "not_applicable" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "waived" INTEGER NOT NULL DEFAULT 0,
    "not_judged" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "rollup_day_pkey" PRIMARY KEY ("ou_id","practice","severity","day")
);

-- CreateTable
CREATE TABLE "rollup_inventory" (
    "account_id" INTEGER NOT NULL,
    "resource_type" TEXT NOT NULL,
    "resources" INTEGER NOT NULL DEFAULT 0,
    "in_full" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "rollup_inventory_pkey" PRIMARY KEY ("account_id","resource_type")
);

-- CreateTable
CREATE TABLE "rollup_delta" (
    "id" BIGSERIAL NOT NULL,
    "day" DATE NOT NULL,
    "ou_id" INTEGER NOT NULL,
    "control_id" SMALLINT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "pass" INTEGER NOT NULL DEFAULT 0,
    "fail" INTEGER NOT NULL DEFAULT 0,
    "not_applicable" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "waived" INTEGER NOT NULL DEFAULT 0,
    "not_judged" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "rollup_delta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scan" (
    "id" SERIAL NOT NULL,
    "state" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "target" TEXT NOT NULL DEFAULT '',
    "origin" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "because" TEXT,

    CONSTRAINT "scan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scan_account" (
    "scan_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "listed" BOOLEAN NOT NULL DEFAULT false,
    "resources" INTEGER NOT NULL DEFAULT 0,
    "collected" INTEGER NOT NULL DEFAULT 0,
    "judged" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "permission" TEXT,

    CONSTRAINT "scan_account_pkey" PRIMARY KEY ("scan_id","account_id")
);

-- CreateTable
CREATE TABLE "scan_tally" (
    "scan_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "region" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "asked" INTEGER NOT NULL DEFAULT 0,
    "known" INTEGER NOT NULL DEFAULT 0,
    "not_configured" INTEGER NOT NULL DEFAULT 0,
    "denied" INTEGER NOT NULL DEFAULT 0,
    "throttled" INTEGER NOT NULL DEFAULT 0,
    "other_unknown" INTEGER NOT NULL DEFAULT 0,
    "calls" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "scan_tally_pkey" PRIMARY KEY ("scan_id","account_id","region","fact")
);

-- CreateTable
CREATE TABLE "waiver" (
    "id" SERIAL NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "control_id" SMALLINT NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "approver" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "waiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change" (
    "id" SERIAL NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "control_id" SMALLINT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "remediation" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "undo_of" INTEGER,
    "plan" JSONB,
    "live_state" TEXT,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "planned_at" TIMESTAMPTZ(3),
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "applied_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "window_ms" INTEGER,
    "because" TEXT,

    CONSTRAINT "change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "ou_id" INTEGER,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" SERIAL NOT NULL,
    "principal" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "ou_id" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3),
    "granted_by" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "person_id" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."credential" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ou_aws_id_key" ON "ou"("aws_id");

-- CreateIndex
CREATE INDEX "ou_parent_id_idx" ON "ou"("parent_id");

-- CreateIndex
CREATE INDEX "ou_closure_descendant_id_idx" ON "ou_closure"("descendant_id");

-- CreateIndex
CREATE UNIQUE INDEX "aws_account_aws_id_key" ON "aws_account"("aws_id");

-- CreateIndex
CREATE INDEX "aws_account_ou_id_idx" ON "aws_account"("ou_id");

-- CreateIndex
CREATE INDEX "account_move_account_id_at_idx" ON "account_move"("account_id", "at");

-- CreateIndex
CREATE INDEX "resource_account_id_type_id_idx" ON "resource"("account_id", "type", "id");

-- CreateIndex
CREATE INDEX "resource_arn_idx" ON "resource"("arn");

-- CreateIndex
CREATE INDEX "resource_name_idx" ON "resource"("name");

-- CreateIndex
CREATE UNIQUE INDEX "resource_account_id_arn_key" ON "resource"("account_id", "arn");

-- CreateIndex
CREATE INDEX "edge_to_id_kind_idx" ON "edge"("to_id", "kind");

-- CreateIndex
CREATE INDEX "edge_to_arn_idx" ON "edge"("to_arn");

-- CreateIndex
CREATE INDEX "collected_facts_account_id_idx" ON "collected_facts"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "control_slug_key" ON "control"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "control_resource_type_slot_key" ON "control"("resource_type", "slot");

-- CreateIndex
CREATE UNIQUE INDEX "ruleset_hash_key" ON "ruleset"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "parameter_set_hash_key" ON "parameter_set"("hash");

-- CreateIndex
CREATE INDEX "finding_order_idx" ON "finding"("severity" DESC, "since" DESC, "resource_id" DESC, "control_id" DESC);

-- CreateIndex
CREATE INDEX "finding_control_idx" ON "finding"("control_id", "severity" DESC, "since" DESC, "resource_id" DESC);

-- CreateIndex
CREATE INDEX "finding_account_idx" ON "finding"("account_id", "severity" DESC, "since" DESC, "resource_id" DESC, "control_id" DESC);

-- CreateIndex
CREATE INDEX "unknown_verdict_resource_id_idx" ON "unknown_verdict"("resource_id");

-- CreateIndex
CREATE UNIQUE INDEX "gap_account_id_region_permission_reason_key" ON "gap"("account_id", "region", "permission", "reason");

-- CreateIndex
CREATE INDEX "episode_resource_id_control_id_idx" ON "episode"("resource_id", "control_id");

-- CreateIndex
CREATE INDEX "movement_account_id_day_idx" ON "movement"("account_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "schedule_name_key" ON "schedule"("name");

-- CreateIndex
CREATE INDEX "scan_planned_at_idx" ON "scan"("planned_at" DESC);

-- CreateIndex
CREATE INDEX "waiver_resource_id_control_id_idx" ON "waiver"("resource_id", "control_id");

-- CreateIndex
CREATE INDEX "change_resource_id_control_id_idx" ON "change"("resource_id", "control_id");

-- CreateIndex
CREATE INDEX "change_account_id_state_idx" ON "change"("account_id", "state");

-- CreateIndex
CREATE INDEX "audit_entry_target_at_idx" ON "audit_entry"("target", "at");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- CreateIndex
CREATE UNIQUE INDEX "grant_principal_role_ou_id_key" ON "grant"("principal", "role", "ou_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "auth"."person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "auth"."session"("token");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "auth"."session"("person_id");

-- CreateIndex
CREATE INDEX "credential_person_id_idx" ON "auth"."credential"("person_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "auth"."verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "auth"."rate_limit"("key");

-- AddForeignKey
ALTER TABLE "ou" ADD CONSTRAINT "ou_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "ou"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aws_account" ADD CONSTRAINT "aws_account_ou_id_fkey" FOREIGN KEY ("ou_id") REFERENCES "ou"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource" ADD CONSTRAINT "resource_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "aws_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_state" ADD CONSTRAINT "resource_state_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_account" ADD CONSTRAINT "scan_account_scan_id_fkey" FOREIGN KEY ("scan_id") REFERENCES "scan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "auth"."person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."credential" ADD CONSTRAINT "credential_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "auth"."person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- =====================================================================================================================
-- What Prisma cannot say. Written by hand; the drift check passes over all of it.
-- =====================================================================================================================

-- ---------------------------------------------------------------- storage

-- Updated in place by every scan that finds a change: room on the page keeps the update off the indexes.
ALTER TABLE "resource_state" SET (fillfactor = 80);
ALTER TABLE "rollup_account" SET (fillfactor = 70);
ALTER TABLE "rollup_ou" SET (fillfactor = 50);
ALTER TABLE "account_clock" SET (fillfactor = 50);
ALTER TABLE "version" SET (fillfactor = 50);

-- ---------------------------------------------------------------- indexes

CREATE INDEX "finding_assignee_idx" ON "finding" ("assignee_id", "severity" DESC, "since" DESC, "resource_id" DESC, "control_id" DESC)
  WHERE "assignee_id" IS NOT NULL;
CREATE INDEX "finding_waiver_idx" ON "finding" ("waiver_id") WHERE "waiver_id" IS NOT NULL;
CREATE INDEX "finding_sight_idx" ON "finding" ("account_id", "sight_lost_at") WHERE "sight_lost_at" IS NOT NULL;

CREATE INDEX "resource_state_unread_idx" ON "resource_state" ("resource_id") WHERE NOT "in_full";
CREATE INDEX "resource_state_judge_again_idx" ON "resource_state" ("judge_again_at") WHERE "judge_again_at" IS NOT NULL;
CREATE INDEX "waiver_open_idx" ON "waiver" ("until") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "waiver_one_open_idx" ON "waiver" ("resource_id", "control_id") WHERE "ended_at" IS NULL;

-- A year of an OU is read without the table. The condition holds for every row: without it Prisma takes the included
-- columns for key columns and sees drift.
CREATE INDEX "rollup_day_cover_idx" ON "rollup_day" ("ou_id", "day")
  INCLUDE ("practice", "severity", "pass", "fail", "not_applicable", "unknown", "waived", "not_judged")
  WHERE "ou_id" IS NOT NULL;

-- ---------------------------------------------------------------- closed vocabularies

ALTER TABLE "world" ADD CONSTRAINT "world_one_row" CHECK ("id" = 1),
  ADD CONSTRAINT "world_kind" CHECK ("kind" IN ('model', 'real'));
ALTER TABLE "control" ADD CONSTRAINT "control_severity" CHECK ("severity" BETWEEN 0 AND 4);
ALTER TABLE "finding" ADD CONSTRAINT "finding_severity" CHECK ("severity" BETWEEN 0 AND 4);
ALTER TABLE "episode" ADD CONSTRAINT "episode_severity" CHECK ("severity" BETWEEN 0 AND 4),
  ADD CONSTRAINT "episode_ending" CHECK ("ending" IN
    ('fixed_by_us', 'fixed_outside', 'not_applicable', 'retired', 'control_changed', 'parameter_changed'));
ALTER TABLE "movement" ADD CONSTRAINT "movement_severity" CHECK ("severity" BETWEEN 0 AND 4),
  ADD CONSTRAINT "movement_cause" CHECK ("cause" IN
    ('new_resource', 'retired', 'fixed_by_us', 'fixed_outside', 'regressed', 'configuration_changed', 'waived',
     'waiver_ended', 'sight_lost', 'sight_regained', 'control_added', 'control_changed', 'parameter_changed',
     'account_moved', 'severity_changed')),
  ADD CONSTRAINT "movement_from" CHECK ("from" IN ('none', 'pass', 'fail', 'not_applicable', 'unknown', 'waived')),
  ADD CONSTRAINT "movement_to" CHECK ("to" IN ('none', 'pass', 'fail', 'not_applicable', 'unknown', 'waived')),
  ADD CONSTRAINT "movement_counted" CHECK ("n" > 0);
ALTER TABLE "state_change" ADD CONSTRAINT "state_change_origin" CHECK ("origin" IN ('scan', 'hint', 'change', 'rejudge', 'replay'));
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_ends_after_it_begins" CHECK ("until" > "from");
ALTER TABLE "grant" ADD CONSTRAINT "grant_role" CHECK ("role" IN
  ('viewer', 'triager', 'remediator', 'approver', 'auditor', 'administrator'));

-- ---------------------------------------------------------------- the tree

-- AWS Organizations moves accounts between OUs and has no call that moves an OU. Counters and movements of every OU
-- above rest on that, so a second parent is refused here and not counted wrongly.
CREATE FUNCTION "refuse_ou_move"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'OU % has a parent already: AWS moves accounts, never an OU', OLD.aws_id USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER "ou_stays" BEFORE UPDATE OF "parent_id" ON "ou" FOR EACH ROW
  WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id) EXECUTE FUNCTION "refuse_ou_move"();

-- ---------------------------------------------------------------- partitions

-- The one way to make a monthly partition: the application may call it, and owns nothing of what it makes. A partition
-- is reached through its table only, so that what the table forbids cannot be done to a part of it.
CREATE FUNCTION "ensure_partition"("table_name" text, "month" date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  opens date := make_date(extract(year FROM month)::int, extract(month FROM month)::int, 1);
  closes date := (opens + interval '1 month')::date;
  part text := table_name || to_char(opens, '_YYYY_MM');
  -- A timestamptz bound says its zone, or the session's would decide which month a moment belongs to.
  zone text := CASE table_name WHEN 'state_baseline' THEN '' ELSE ' 00:00:00+00' END;
  holder regrole;
BEGIN
  IF table_name NOT IN ('episode', 'state_change', 'state_baseline') THEN
    RAISE EXCEPTION '% is not kept by month', table_name USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF opens NOT BETWEEN date '2006-03-01' AND date '2199-12-01' THEN
    RAISE EXCEPTION '% is not a month anything could have happened in', opens USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF to_regclass(format('public.%I', part)) IS NOT NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(-1, hashtext(table_name));
  IF to_regclass(format('public.%I', part)) IS NOT NULL THEN
    RETURN;
  END IF;
  -- Attached, not created in place: that would lock out every reader.
  EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL)', part, table_name);
  FOR holder IN
    SELECT DISTINCT a.grantee::regrole FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.oid = format('public.%I', part)::regclass AND a.grantee <> c.relowner AND a.grantee <> 0
  LOOP
    EXECUTE format('REVOKE ALL ON public.%I FROM %s', part, holder);
  END LOOP;
  EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
    table_name, part, opens || zone, closes || zone);
END
$$;
REVOKE ALL ON FUNCTION "ensure_partition"(text, date) FROM PUBLIC;

-- ---------------------------------------------------------------- the application's role

-- The owner migrates (DATABASE_MIGRATE_URL); the application signs in as another role (DATABASE_URL). Its name is
-- `breakwater_app`, or what the setting `breakwater.app_role` says:
--   ALTER DATABASE breakwater SET breakwater.app_role = 'another_name';
-- It is made here, without the right to sign in, unless it is there already. An owner that may not make roles, and
-- finds none, remains the only role: then append-only is not enforced, and `doctor` says so.
DO $$
DECLARE
  app text := coalesce(nullif(current_setting('breakwater.app_role', true), ''), 'breakwater_app');
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', app);
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE NOTICE 'There is no role %, and this one may not make it: append-only tables stay open to the owner.', app;
        RETURN;
    END;
  END IF;
  IF app = current_user THEN
    RETURN;
  END IF;

  EXECUTE format('GRANT USAGE ON SCHEMA public, auth TO %I', app);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, auth TO %I', app);
  EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, auth TO %I', app);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public, auth GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', app);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public, auth GRANT USAGE, SELECT ON SEQUENCES TO %I', app);
  EXECUTE format('GRANT EXECUTE ON FUNCTION ensure_partition(text, date) TO %I', app);

  EXECUTE format('REVOKE UPDATE, DELETE ON audit_entry, state_change FROM %I', app);
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON public._prisma_migrations FROM %I', app);
  END IF;

  -- The queue's schema is the application's own.
  BEGIN
    EXECUTE format('GRANT CREATE ON DATABASE %I TO %I', current_database(), app);
  EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'The owner of the database must let % create the schema of the queue.', app;
  END;
END
$$;

-- ---------------------------------------------------------------- first rows

INSERT INTO "version" ("name", "value") VALUES ('posture', 0), ('inventory', 0), ('scan', 0), ('control', 0), ('change', 0), ('access', 0);
