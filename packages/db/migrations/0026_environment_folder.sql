ALTER TABLE "environment_builds" ADD COLUMN "folder" text;
--> statement-breakpoint
-- As before (0024), with what it is called where it was built; a runner of the release before does not say it.
DROP FUNCTION environment_says(text, text, text, text, text, text);
--> statement-breakpoint
CREATE FUNCTION environment_says(
  p_runner text, p_hash text, p_python text, p_state text, p_log text, p_failure text, p_folder text DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO environment_builds AS b
    (runner, requirements_hash, python, state, log, failure, folder, revision, updated_at)
  VALUES (p_runner, p_hash, p_python, p_state, coalesce(p_log, ''), p_failure, p_folder, 1, clock_timestamp())
  ON CONFLICT (requirements_hash, python, runner) DO UPDATE
  SET state = excluded.state, log = coalesce(p_log, b.log), failure = excluded.failure, folder = excluded.folder,
    revision = b.revision + 1, updated_at = excluded.updated_at;
  DELETE FROM environment_builds b WHERE b.updated_at < clock_timestamp() - interval '30 days';
  PERFORM pg_notify('environments', p_hash);
END
$$;
