ALTER TABLE "call_turns" ADD COLUMN "runner_group" text;--> statement-breakpoint
-- The group at whose runners a call's script runs: that its step names, else its connector's.
CREATE FUNCTION call_group(p_workspace text, p_group text, p_connector text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT coalesce(p_group, (
    SELECT c.runner_group FROM connectors c
    WHERE c.workspace_id = p_workspace AND c.name = p_connector AND c.deleted_at IS NULL
  ))
$$;
--> statement-breakpoint
DROP FUNCTION call_groups_full(text);
--> statement-breakpoint
-- The groups of the calls of a workspace that have no runner for another call, and why. As many calls go at once as its
-- runners have slots: a turn that is granted or held is one of them.
CREATE FUNCTION call_groups_full(p_workspace text)
RETURNS TABLE (runner_group text, why text, slots integer)
LANGUAGE sql VOLATILE AS $$
  WITH named AS MATERIALIZED (
    SELECT t.runner_group, t.connector, count(*) FILTER (WHERE t.state IN ('granted', 'held')) AS under_way
    FROM call_turns t WHERE t.workspace_id = p_workspace
    GROUP BY t.runner_group, t.connector
  ), turns AS (
    SELECT call_group(p_workspace, n.runner_group, n.connector) AS runner_group, sum(n.under_way) AS under_way
    FROM named n
    GROUP BY 1
  )
  SELECT t.runner_group,
    CASE WHEN there.runners = 0 THEN 'no_runner' WHEN there.slots = 0 THEN 'draining' ELSE 'runners_busy' END,
    there.slots
  FROM turns t
  CROSS JOIN LATERAL (
    SELECT count(*) AS runners, coalesce(sum(r.slots) FILTER (WHERE NOT r.is_draining), 0)::integer AS slots
    FROM runners r
    WHERE r.workspace_id = p_workspace AND r.runner_group = t.runner_group AND r.alive_until > clock_timestamp()
  ) there
  WHERE t.runner_group IS NOT NULL AND there.slots <= t.under_way
$$;
--> statement-breakpoint
-- As before (0031), by the group of the call.
CREATE OR REPLACE FUNCTION call_turns_grant(p_workspace text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  chosen call_turns%ROWTYPE;
  turn bigint;
BEGIN
  LOOP
    WITH crowded AS MATERIALIZED (
      SELECT f.kind, f.target FROM call_limits_full(p_workspace) f
    ), crowded_groups AS MATERIALIZED (
      SELECT g.runner_group FROM call_groups_full(p_workspace) g
    ), head AS (
      SELECT DISTINCT ON (t.playbook_id, t.action, t.connector, t.runner_group) t.*
      FROM call_turns t
      WHERE t.workspace_id = p_workspace AND t.state = 'waiting'
      ORDER BY t.playbook_id, t.action, t.connector, t.runner_group, t.place
    )
    SELECT h.* INTO chosen
    FROM head h
    WHERE NOT EXISTS (SELECT FROM crowded c WHERE limit_holds(c.kind, c.target, h.action, h.connector))
      AND NOT EXISTS (
        SELECT FROM crowded_groups g WHERE g.runner_group = call_group(p_workspace, h.runner_group, h.connector)
      )
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
-- As before (0031), by the group of the call.
CREATE OR REPLACE FUNCTION call_turn_waits(p_run text, p_step text, p_scope text, p_attempt integer) RETURNS text
LANGUAGE sql VOLATILE AS $$
  SELECT coalesce((
    SELECT json_build_object(
      'kind', CASE WHEN t.runner_group IS NULL THEN 'connector' ELSE 'group' END,
      'target', coalesce(t.runner_group, t.connector),
      'why', g.why, 'group', g.runner_group, 'most', g.slots, 'seconds', NULL, 'before', NULL, 'freeAt', NULL
    )::text
    FROM call_turns t
    JOIN LATERAL call_groups_full(t.workspace_id) g
      ON g.runner_group = call_group(t.workspace_id, t.runner_group, t.connector)
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
DROP FUNCTION call_turn_enter(text, text, text, text, integer, text, text, text, text);
--> statement-breakpoint
-- As before (0031); a call that runs at a group has a turn as one under a limit has.
CREATE FUNCTION call_turn_enter(
  p_workspace text, p_run text, p_step text, p_scope text, p_attempt integer, p_workflow text,
  p_action text, p_connector text, p_owner text, p_group text DEFAULT NULL
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
    ) AND call_group(p_workspace, p_group, p_connector) IS NULL THEN
      RETURN QUERY SELECT 'free', NULL::text;
      RETURN;
    END IF;
    INSERT INTO call_turns (run_id, step, scope, attempt, workspace_id, playbook_id, workflow_id, action, connector,
      runner_group, state, asked_at)
    SELECT p_run, p_step, p_scope, p_attempt, p_workspace, r.playbook_id, p_workflow, p_action, p_connector,
      p_group, 'waiting', clock_timestamp()
    FROM runs r WHERE r.id = p_run AND r.workspace_id = p_workspace;
  ELSIF mine.state = 'held' THEN
    -- Its worker is gone. Made once more it counts once more, so that a rate may keep it back.
    UPDATE call_turns t SET state = 'waiting', owner = NULL, lease_until = NULL
    WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt);
    IF NOT EXISTS (
      SELECT FROM call_limits_full(p_workspace) f
      WHERE f.why = 'rate' AND limit_holds(f.kind, f.target, p_action, p_connector)
    ) AND NOT EXISTS (
      SELECT FROM call_groups_full(p_workspace) g WHERE g.runner_group = call_group(p_workspace, p_group, p_connector)
    ) THEN
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
