CREATE TABLE "script_trials" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"action" text NOT NULL,
	"source" text NOT NULL,
	"entry" text NOT NULL,
	"timeout_ms" integer NOT NULL,
	"memory_mb" integer NOT NULL,
	"connector" text,
	"arguments" text NOT NULL,
	"author" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"stop_requested" boolean DEFAULT false NOT NULL,
	"log" text DEFAULT '' NOT NULL,
	"outcome" text,
	"exit_code" integer,
	"duration_ms" integer,
	"peak_bytes" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "script_trials" ADD CONSTRAINT "script_trials_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "script_trials_workspace_id_created_at_index" ON "script_trials" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "script_trials_running" ON "script_trials" USING btree ("workspace_id") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "script_trials_arguments_blob" ON "script_trials" USING btree (blob_in(arguments)) WHERE arguments like '{"kind":"blob"%';--> statement-breakpoint
CREATE INDEX "script_trials_outcome_blob" ON "script_trials" USING btree (blob_in(outcome)) WHERE outcome ~ '^\{"kind": ?"done", ?"output": ?\{"kind": ?"blob"';
--> statement-breakpoint
CREATE OR REPLACE VIEW blob_references AS
  SELECT i.workspace_id, blob_in(i.event) AS hash FROM inbox i WHERE i.event LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT r.workspace_id, blob_in(r.output) FROM runs r WHERE r.output LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT r.workspace_id, v.hash FROM recorded_values v JOIN runs r ON r.id = v.run_id
  UNION ALL
  SELECT r.workspace_id, blob_in(s.input) FROM step_runs s JOIN runs r ON r.id = s.run_id
    WHERE s.input LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT r.workspace_id, blob_in(s.output) FROM step_runs s JOIN runs r ON r.id = s.run_id
    WHERE s.output LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT r.workspace_id, blob_in(a.outcome) FROM attempts a JOIN runs r ON r.id = a.run_id
    WHERE a.outcome ~ '^\{"kind": ?"done", ?"output": ?\{"kind": ?"blob"'
  UNION ALL
  SELECT r.workspace_id, blob_in(a.late_outcome) FROM attempts a JOIN runs r ON r.id = a.run_id
    WHERE a.late_outcome ~ '^\{"kind": ?"done", ?"output": ?\{"kind": ?"blob"'
  UNION ALL
  SELECT r.workspace_id, blob_in(p.body) FROM responses p JOIN runs r ON r.id = p.run_id
    WHERE p.body LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT a.workspace_id, blob_in(a.request) FROM approvals a WHERE a.request LIKE '%"kind":"blob"%'
  UNION ALL
  SELECT t.workspace_id, blob_in(t.arguments) FROM script_trials t WHERE t.arguments LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT t.workspace_id, blob_in(t.outcome) FROM script_trials t
    WHERE t.outcome ~ '^\{"kind": ?"done", ?"output": ?\{"kind": ?"blob"';
--> statement-breakpoint
-- A trial that runs counts under the limits of what it calls like any other call; for as long as it may run at most, for
-- nobody may be left to say that it has ended. The rest is as before (0015).
CREATE OR REPLACE FUNCTION call_limits_full(p_workspace text)
RETURNS TABLE (kind text, target text, why text, most integer, seconds integer, free_at timestamptz)
LANGUAGE sql VOLATILE AS $$
  SELECT l.kind, l.target,
    CASE WHEN taken.calls >= l.at_once THEN 'at_once' ELSE 'rate' END,
    CASE WHEN taken.calls >= l.at_once THEN l.at_once ELSE l.rate_count END,
    CASE WHEN taken.calls >= l.at_once THEN NULL ELSE l.rate_seconds END,
    CASE WHEN begun.calls >= l.rate_count THEN begun.first_at + make_interval(secs => l.rate_seconds) END
  FROM limits l
  CROSS JOIN LATERAL (
    SELECT count(*) AS calls, count(*) FILTER (WHERE t.state = 'granted') AS granted
    FROM (
      SELECT c.state, c.action, c.connector FROM call_turns c
      WHERE c.workspace_id = p_workspace AND c.state IN ('granted', 'held')
      UNION ALL
      SELECT 'held', s.action, s.connector FROM script_trials s
      WHERE s.workspace_id = p_workspace AND s.state = 'running'
        AND s.started_at + make_interval(secs => s.timeout_ms / 1000.0 + 60) > clock_timestamp()
    ) t
    WHERE limit_holds(l.kind, l.target, t.action, t.connector)
  ) taken
  CROSS JOIN LATERAL (
    SELECT count(*) AS calls, min(s.at) AS first_at
    FROM (
      SELECT at FROM limit_starts
      WHERE workspace_id = p_workspace AND limit_starts.kind = l.kind AND limit_starts.target = l.target
        AND at > clock_timestamp() - make_interval(secs => l.rate_seconds)
      ORDER BY at DESC LIMIT l.rate_count
    ) s
  ) begun
  WHERE l.workspace_id = p_workspace AND l.kind IN ('action', 'connector')
    AND (taken.calls >= l.at_once OR begun.calls + taken.granted >= l.rate_count)
$$;
--> statement-breakpoint
-- The life of a trial: waiting, running, ended; each function says or does nothing where it is past that. The runner of
-- scripts calls them with the owner's rights, and has none on the table.

-- Begins it, once, whoever is told to. `full`: a limit has no room for the call, which is not made.
CREATE FUNCTION trial_begin(p_id text)
RETURNS TABLE (
  workspace_id text, action text, source text, entry text, timeout_ms integer, memory_mb integer, connector text,
  arguments text, full_kind text, full_target text
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
  RETURN QUERY SELECT mine.workspace_id, mine.action, mine.source, mine.entry, mine.timeout_ms, mine.memory_mb,
    mine.connector, mine.arguments, full_limit.kind, full_limit.target;
END
$$;
--> statement-breakpoint
-- What it has printed so far (null: nothing new) and needed; whether it is to stop, which it is also when it is gone.
CREATE FUNCTION trial_progress(p_id text, p_log text, p_peak bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  stop boolean;
BEGIN
  SELECT t.stop_requested INTO stop FROM script_trials t WHERE t.id = p_id AND t.state = 'running';
  UPDATE script_trials t SET log = coalesce(p_log, t.log), peak_bytes = p_peak
  WHERE t.id = p_id AND t.state = 'running' AND (p_log IS NOT NULL OR t.peak_bytes IS DISTINCT FROM p_peak);
  RETURN coalesce(stop, true);
END
$$;
--> statement-breakpoint
CREATE FUNCTION trial_finish(
  p_id text, p_outcome text, p_log text, p_exit_code integer, p_duration_ms integer, p_peak bigint
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE script_trials t
  SET state = 'ended', outcome = p_outcome, log = coalesce(p_log, t.log), exit_code = p_exit_code,
    duration_ms = p_duration_ms, peak_bytes = p_peak, ended_at = clock_timestamp()
  WHERE t.id = p_id AND t.state <> 'ended';
  -- Whoever waits for a turn may have waited for this.
  PERFORM pg_notify('turns', '');
END
$$;
--> statement-breakpoint
-- Whoever runs it hears of it at once; one that nobody has begun is over with that.
CREATE FUNCTION trial_stop(p_id text, p_outcome text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE script_trials t SET stop_requested = true WHERE t.id = p_id AND t.state <> 'ended';
  UPDATE script_trials t SET state = 'ended', outcome = p_outcome, ended_at = clock_timestamp()
  WHERE t.id = p_id AND t.state = 'waiting';
  PERFORM pg_notify('attempt_cancel', p_id);
END
$$;
--> statement-breakpoint
CREATE FUNCTION note_trial() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('trials', NEW.id);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER note_trial AFTER UPDATE ON script_trials FOR EACH ROW EXECUTE FUNCTION note_trial();
