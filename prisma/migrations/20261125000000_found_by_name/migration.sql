-- Buckets are listed by name, page by page: a walk over nothing else.
CREATE INDEX "resource_bucket_name_idx" ON "resource" ("name", "id") WHERE "type" = 'AWS::S3::Bucket' AND "retired_at" IS NULL;

-- Every batch that is judged looks for the organization: one row among all resources.
CREATE INDEX "resource_organization_idx" ON "resource" ("id") WHERE "type" = 'AWS::Organizations::Organization';

-- A part of a name finds its resources without a walk over all of them. Where the extension is missing, or this role may
-- not make it, the search is the same and slower.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  EXECUTE 'CREATE INDEX "resource_name_part_idx" ON "resource" USING gin ("name" gin_trgm_ops) WHERE "retired_at" IS NULL';
EXCEPTION
  WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN
    RAISE NOTICE 'Names are searched without an index: the extension pg_trgm is not there.';
END
$$;
