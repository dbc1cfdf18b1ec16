CREATE TABLE "environment_builds" (
	"runner" text NOT NULL,
	"requirements_hash" text NOT NULL,
	"python" text NOT NULL,
	"state" text NOT NULL,
	"log" text NOT NULL,
	"failure" text,
	"revision" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "environment_builds_requirements_hash_python_runner_pk" PRIMARY KEY("requirements_hash","python","runner")
);
--> statement-breakpoint
CREATE TABLE "requirements" (
	"hash" text PRIMARY KEY NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "script_trials" ADD COLUMN "requirements" text;
--> statement-breakpoint
-- How the building of packages goes on a runner, which has no rights on the table. `p_log` null: as it was told before.
-- What nobody has spoken of for a month is forgotten.
CREATE FUNCTION environment_says(
  p_runner text, p_hash text, p_python text, p_state text, p_log text, p_failure text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO environment_builds AS b
    (runner, requirements_hash, python, state, log, failure, revision, updated_at)
  VALUES (p_runner, p_hash, p_python, p_state, coalesce(p_log, ''), p_failure, 1, clock_timestamp())
  ON CONFLICT (requirements_hash, python, runner) DO UPDATE
  SET state = excluded.state, log = coalesce(p_log, b.log), failure = excluded.failure, revision = b.revision + 1,
    updated_at = excluded.updated_at;
  DELETE FROM environment_builds b WHERE b.updated_at < clock_timestamp() - interval '30 days';
  PERFORM pg_notify('environments', p_hash);
END
$$;
--> statement-breakpoint
-- As before (0022), with what it requires.
DROP FUNCTION trial_begin(text);
--> statement-breakpoint
CREATE FUNCTION trial_begin(p_id text)
RETURNS TABLE (
  workspace_id text, action text, source text, entry text, python text, timeout_ms integer, memory_mb integer,
  connector text, arguments text, requirements text, full_kind text, full_target text
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  mine script_trials%ROWTYPE;
  full_limit record;
BEGIN
  SELECT * INTO mine FROM script_trials t WHERE t.id = p_id;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  PERFORM call_turns_lock(mine.workspace_id);
  SELECT f.kind, f.target INTO full_limit FROM call_limits_full(mine.workspace_id) f
  WHERE limit_holds(f.kind, f.target, mine.action, mine.connector) LIMIT 1;
  UPDATE script_trials t SET state = 'running', started_at = clock_timestamp()
  WHERE t.id = p_id AND t.state = 'waiting';
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF full_limit.kind IS NULL THEN
    INSERT INTO limit_starts (workspace_id, kind, target, at)
    SELECT mine.workspace_id, l.kind, l.target, clock_timestamp() FROM limits l
    WHERE l.workspace_id = mine.workspace_id AND l.rate_count IS NOT NULL
      AND limit_holds(l.kind, l.target, mine.action, mine.connector);
  END IF;
  RETURN QUERY SELECT mine.workspace_id, mine.action, mine.source, mine.entry, mine.python, mine.timeout_ms,
    mine.memory_mb, mine.connector, mine.arguments, mine.requirements, full_limit.kind, full_limit.target;
END
$$;
