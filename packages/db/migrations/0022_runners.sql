CREATE TABLE "runners" (
	"id" text PRIMARY KEY NOT NULL,
	"runner_group" text NOT NULL,
	"name" text NOT NULL,
	"release" text NOT NULL,
	"interpreters" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"alive_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "script_trials" ADD COLUMN "python" text DEFAULT '3' NOT NULL;
--> statement-breakpoint
-- What runs scripts says that it is there by the owner's rights, and has none on the table. What was there before it on the
-- same machine, and is gone, is forgotten; so is what nobody has heard of for a day.
CREATE FUNCTION runner_says(
  p_id text, p_group text, p_name text, p_release text, p_interpreters text, p_seconds integer
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  now_is timestamptz := clock_timestamp();
BEGIN
  INSERT INTO runners (id, runner_group, name, release, interpreters, seen_at, alive_until)
  VALUES (p_id, p_group, p_name, p_release, p_interpreters, now_is, now_is + make_interval(secs => p_seconds))
  ON CONFLICT (id) DO UPDATE
  SET interpreters = excluded.interpreters, seen_at = excluded.seen_at, alive_until = excluded.alive_until;
  DELETE FROM runners r
  WHERE r.alive_until < now_is
    AND (r.seen_at < now_is - interval '1 day' OR (r.runner_group = p_group AND r.name = p_name));
END
$$;
--> statement-breakpoint
CREATE FUNCTION runner_leave(p_id text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM runners r WHERE r.id = p_id;
END
$$;
--> statement-breakpoint
-- As before (0020), with the interpreter.
DROP FUNCTION trial_begin(text);
--> statement-breakpoint
CREATE FUNCTION trial_begin(p_id text)
RETURNS TABLE (
  workspace_id text, action text, source text, entry text, python text, timeout_ms integer, memory_mb integer,
  connector text, arguments text, full_kind text, full_target text
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
    mine.memory_mb, mine.connector, mine.arguments, full_limit.kind, full_limit.target;
END
$$;
