ALTER TABLE "script_trials" ADD COLUMN "network" text;
--> statement-breakpoint
-- As before (0024), with what it may reach.
DROP FUNCTION trial_begin(text);
--> statement-breakpoint
CREATE FUNCTION trial_begin(p_id text)
RETURNS TABLE (
  workspace_id text, action text, source text, entry text, python text, timeout_ms integer, memory_mb integer,
  connector text, arguments text, requirements text, full_kind text, full_target text,
  network text
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
    mine.memory_mb, mine.connector, mine.arguments, mine.requirements, full_limit.kind, full_limit.target,
    mine.network;
END
$$;
