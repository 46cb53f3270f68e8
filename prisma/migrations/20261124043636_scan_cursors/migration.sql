-- AlterTable
ALTER TABLE "scan_account" ADD COLUMN     "collect_cursor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "judge_cursor" INTEGER NOT NULL DEFAULT 0;

-- Two that make the same partition at once: the second one looks again, in the catalogue itself.
CREATE OR REPLACE FUNCTION "ensure_partition"("table_name" text, "month" date) RETURNS void
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
  -- to_regclass may still remember that there was none: waiting for a lock of one's own clears no cache.
  IF EXISTS (SELECT FROM pg_class c WHERE c.relname = part AND c.relnamespace = 'public'::regnamespace) THEN
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
