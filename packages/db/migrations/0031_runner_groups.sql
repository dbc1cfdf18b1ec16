CREATE TABLE "runner_jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"runner_group" text NOT NULL,
	"run_id" text NOT NULL,
	"step" text NOT NULL,
	"scope" text NOT NULL,
	"attempt" integer NOT NULL,
	"state" text NOT NULL,
	"offered_at" timestamp with time zone NOT NULL,
	"runner_id" text,
	"beat_at" timestamp with time zone,
	"owner" text,
	"fence" integer,
	"expires_at" bigint,
	"body" "bytea",
	"stop" text,
	"result" "bytea"
);
--> statement-breakpoint
CREATE TABLE "runner_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"runner_group" text NOT NULL,
	"name" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "runner_tokens_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "connectors" ADD COLUMN "runner_group" text;--> statement-breakpoint
ALTER TABLE "runners" ADD COLUMN "workspace_id" text;--> statement-breakpoint
ALTER TABLE "runners" ADD COLUMN "slots" integer;--> statement-breakpoint
ALTER TABLE "runners" ADD COLUMN "is_draining" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "runner_tokens" ADD CONSTRAINT "runner_tokens_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "runner_jobs_workspace_id_runner_group_state_offered_at_index" ON "runner_jobs" USING btree ("workspace_id","runner_group","state","offered_at");--> statement-breakpoint
CREATE INDEX "runner_jobs_runner_id_index" ON "runner_jobs" USING btree ("runner_id");--> statement-breakpoint
CREATE INDEX "runner_tokens_workspace_id_runner_group_index" ON "runner_tokens" USING btree ("workspace_id","runner_group");--> statement-breakpoint
ALTER TABLE "runners" ADD CONSTRAINT "runners_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- The workers know which connectors are a group's, and so which calls have to ask for a turn.
CREATE FUNCTION connector_groups_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('limits', ''), pg_notify('turns', '');
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER connector_groups_changed AFTER UPDATE OF runner_group, deleted_at ON connectors
FOR EACH STATEMENT EXECUTE FUNCTION connector_groups_changed();
--> statement-breakpoint
-- The connectors of a workspace whose group has no runner for another call, and why. As many calls go at once as its
-- runners have slots: a turn that is granted or held is one of them.
CREATE FUNCTION call_groups_full(p_workspace text)
RETURNS TABLE (connector text, runner_group text, why text, slots integer)
LANGUAGE sql VOLATILE AS $$
  SELECT c.name, c.runner_group,
    CASE WHEN there.runners = 0 THEN 'no_runner' WHEN there.slots = 0 THEN 'draining' ELSE 'runners_busy' END,
    there.slots
  FROM connectors c
  CROSS JOIN LATERAL (
    SELECT count(*) AS runners, coalesce(sum(r.slots) FILTER (WHERE NOT r.is_draining), 0)::integer AS slots
    FROM runners r
    WHERE r.workspace_id = p_workspace AND r.runner_group = c.runner_group AND r.alive_until > clock_timestamp()
  ) there
  WHERE c.workspace_id = p_workspace AND c.runner_group IS NOT NULL AND c.deleted_at IS NULL
    AND there.slots <= (
      SELECT count(*) FROM call_turns t
      JOIN connectors o ON o.workspace_id = t.workspace_id AND o.name = t.connector
      WHERE t.workspace_id = p_workspace AND t.state IN ('granted', 'held') AND o.runner_group = c.runner_group
    )
$$;
--> statement-breakpoint
-- As before (0015), and only where the group of the call's connector has a runner for it.
CREATE OR REPLACE FUNCTION call_turns_grant(p_workspace text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  chosen call_turns%ROWTYPE;
  turn bigint;
BEGIN
  LOOP
    WITH crowded AS MATERIALIZED (
      SELECT f.kind, f.target FROM call_limits_full(p_workspace) f
      UNION ALL
      SELECT 'connector', g.connector FROM call_groups_full(p_workspace) g
    ), head AS (
      SELECT DISTINCT ON (t.playbook_id, t.action, t.connector) t.*
      FROM call_turns t
      WHERE t.workspace_id = p_workspace AND t.state = 'waiting'
      ORDER BY t.playbook_id, t.action, t.connector, t.place
    )
    SELECT h.* INTO chosen
    FROM head h
    WHERE NOT EXISTS (SELECT FROM crowded c WHERE limit_holds(c.kind, c.target, h.action, h.connector))
    ORDER BY (
      SELECT min(coalesce(s.served, 0))
      FROM limits l
      LEFT JOIN limit_served s ON s.workspace_id = l.workspace_id AND s.kind = l.kind AND s.target = l.target
        AND s.playbook_id = h.playbook_id
      WHERE l.workspace_id = p_workspace AND limit_holds(l.kind, l.target, h.action, h.connector)
    ) NULLS FIRST, h.place
    LIMIT 1;
    EXIT WHEN chosen.run_id IS NULL;

    UPDATE call_turns t
    SET state = 'granted', told_at = NULL, lease_until = clock_timestamp() + interval '60 seconds'
    WHERE (t.run_id, t.step, t.scope, t.attempt) = (chosen.run_id, chosen.step, chosen.scope, chosen.attempt);
    turn := nextval('call_turns_place_seq');
    INSERT INTO limit_served (workspace_id, kind, target, playbook_id, served)
    SELECT p_workspace, l.kind, l.target, chosen.playbook_id, turn
    FROM limits l
    WHERE l.workspace_id = p_workspace AND limit_holds(l.kind, l.target, chosen.action, chosen.connector)
    ON CONFLICT (workspace_id, kind, target, playbook_id) DO UPDATE SET served = excluded.served;
  END LOOP;
END
$$;
--> statement-breakpoint
-- As before (0015); that its group has no runner comes before any limit.
CREATE OR REPLACE FUNCTION call_turn_waits(p_run text, p_step text, p_scope text, p_attempt integer) RETURNS text
LANGUAGE sql VOLATILE AS $$
  SELECT coalesce((
    SELECT json_build_object(
      'kind', 'connector', 'target', g.connector, 'why', g.why, 'group', g.runner_group, 'most', g.slots,
      'seconds', NULL, 'before', NULL, 'freeAt', NULL
    )::text
    FROM call_turns t
    JOIN LATERAL call_groups_full(t.workspace_id) g ON g.connector = t.connector
    WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt) AND t.state = 'waiting'
  ), (
    SELECT json_build_object(
      'kind', f.kind, 'target', f.target, 'why', f.why, 'most', f.most, 'seconds', f.seconds,
      'before', (
        SELECT o.before FROM call_turns_order(t.workspace_id, f.kind, f.target) o
        WHERE (o.run_id, o.step, o.scope, o.attempt) = (t.run_id, t.step, t.scope, t.attempt)
      ),
      'freeAt', floor(extract(epoch FROM f.free_at) * 1000)
    )::text
    FROM call_turns t
    CROSS JOIN LATERAL call_limits_full(t.workspace_id) f
    WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt)
      AND t.state = 'waiting' AND limit_holds(f.kind, f.target, t.action, t.connector)
    ORDER BY f.why, f.kind
    LIMIT 1
  ))
$$;
--> statement-breakpoint
-- As before (0015); a call whose connector is a group's has a turn as one under a limit has.
CREATE OR REPLACE FUNCTION call_turn_enter(
  p_workspace text, p_run text, p_step text, p_scope text, p_attempt integer, p_workflow text,
  p_action text, p_connector text, p_owner text
) RETURNS TABLE (verdict text, waits text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  mine call_turns%ROWTYPE;
BEGIN
  PERFORM call_turns_lock(p_workspace);
  IF EXISTS (
    SELECT FROM attempts a
    WHERE (a.run_id, a.step, a.scope, a.attempt) = (p_run, p_step, p_scope, p_attempt) AND a.state <> 'claimed'
  ) THEN
    PERFORM call_turn_forget(p_run, p_step, p_scope, p_attempt);
    RETURN QUERY SELECT 'free', NULL::text;
    RETURN;
  END IF;

  SELECT * INTO mine FROM call_turns t
  WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt);
  IF NOT FOUND THEN
    IF NOT EXISTS (
      SELECT FROM limits l WHERE l.workspace_id = p_workspace AND limit_holds(l.kind, l.target, p_action, p_connector)
    ) AND NOT EXISTS (
      SELECT FROM connectors c
      WHERE c.workspace_id = p_workspace AND c.name = p_connector AND c.runner_group IS NOT NULL AND c.deleted_at IS NULL
    ) THEN
      RETURN QUERY SELECT 'free', NULL::text;
      RETURN;
    END IF;
    INSERT INTO call_turns (run_id, step, scope, attempt, workspace_id, playbook_id, workflow_id, action, connector,
      state, asked_at)
    SELECT p_run, p_step, p_scope, p_attempt, p_workspace, r.playbook_id, p_workflow, p_action, p_connector,
      'waiting', clock_timestamp()
    FROM runs r WHERE r.id = p_run AND r.workspace_id = p_workspace;
  ELSIF mine.state = 'held' THEN
    -- Its worker is gone. Made once more it counts once more, so that a rate may keep it back.
    UPDATE call_turns t SET state = 'waiting', owner = NULL, lease_until = NULL
    WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt);
    IF NOT EXISTS (
      SELECT FROM call_limits_full(p_workspace) f
      WHERE f.why = 'rate' AND limit_holds(f.kind, f.target, p_action, p_connector)
    ) AND NOT EXISTS (SELECT FROM call_groups_full(p_workspace) g WHERE g.connector = p_connector) THEN
      UPDATE call_turns t SET state = 'granted'
      WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt);
    END IF;
  END IF;
  -- The workflow may have gone on under another name.
  UPDATE call_turns t SET workflow_id = p_workflow
  WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt) AND t.workflow_id <> p_workflow;

  PERFORM call_turns_grant(p_workspace);
  UPDATE call_turns t
  SET state = 'held', owner = p_owner, lease_until = clock_timestamp() + interval '60 seconds'
  WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt) AND t.state = 'granted';
  IF FOUND THEN
    INSERT INTO limit_starts (workspace_id, kind, target, at)
    SELECT p_workspace, l.kind, l.target, clock_timestamp() FROM limits l
    WHERE l.workspace_id = p_workspace AND l.rate_count IS NOT NULL
      AND limit_holds(l.kind, l.target, p_action, p_connector);
    RETURN QUERY SELECT 'taken', NULL::text;
    RETURN;
  END IF;
  PERFORM pg_notify('turns', '');
  RETURN QUERY SELECT 'waits', call_turn_waits(p_run, p_step, p_scope, p_attempt);
END
$$;
--> statement-breakpoint
-- No runner has come for the call: it waits again, in the place that it had.
CREATE FUNCTION call_turn_wait_again(
  p_workspace text, p_run text, p_step text, p_scope text, p_attempt integer, p_owner text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM call_turns_lock(p_workspace);
  UPDATE call_turns t SET state = 'waiting', owner = NULL, lease_until = NULL
  WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt)
    AND t.state = 'held' AND t.owner = p_owner;
  PERFORM pg_notify('turns', '');
  RETURN call_turn_waits(p_run, p_step, p_scope, p_attempt);
END
$$;
--> statement-breakpoint
-- A script on its way to a runner of a group: offered, taken by one, sent to it once its attempt is claimed, ended. The
-- worker that holds the attempt works by these, by the owner's rights; runners come by the API.
CREATE FUNCTION runner_job_offer(
  p_id text, p_workspace text, p_group text, p_run text, p_step text, p_scope text, p_attempt integer
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO runner_jobs (id, workspace_id, runner_group, run_id, step, scope, attempt, state, offered_at)
  VALUES (p_id, p_workspace, p_group, p_run, p_step, p_scope, p_attempt, 'offered', clock_timestamp());
  PERFORM pg_notify('runner_jobs', p_workspace || ' ' || p_group);
END
$$;
--> statement-breakpoint
CREATE FUNCTION runner_job_send(
  p_id text, p_owner text, p_fence integer, p_expires bigint, p_body bytea
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE runner_jobs j
  SET state = 'sent', owner = p_owner, fence = p_fence, expires_at = p_expires, body = p_body,
    beat_at = clock_timestamp()
  WHERE j.id = p_id AND j.state = 'taken';
  PERFORM pg_notify('runner_jobs', p_id);
  RETURN FOUND;
END
$$;
--> statement-breakpoint
CREATE FUNCTION runner_job_look(p_id text) RETURNS TABLE (state text, silent_ms integer, result bytea)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT j.state, ceil(extract(epoch FROM clock_timestamp() - j.beat_at) * 1000)::integer, j.result
  FROM runner_jobs j WHERE j.id = p_id
$$;
--> statement-breakpoint
CREATE FUNCTION runner_job_stop(p_id text, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE runner_jobs j SET stop = p_reason WHERE j.id = p_id AND j.stop IS NULL;
  PERFORM pg_notify('runner_jobs', p_id);
END
$$;
--> statement-breakpoint
-- Nobody waits for it any more; what has been left behind for a day goes with it. True where nobody had taken it.
CREATE FUNCTION runner_job_close(p_id text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  was text;
BEGIN
  DELETE FROM runner_jobs j WHERE j.id = p_id RETURNING j.state INTO was;
  DELETE FROM runner_jobs j
  WHERE j.offered_at < clock_timestamp() - interval '1 day'
    AND coalesce(j.beat_at, j.offered_at) < clock_timestamp() - interval '1 hour';
  PERFORM pg_notify('runner_jobs', p_id);
  RETURN was = 'offered';
END
$$;
