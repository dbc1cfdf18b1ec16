CREATE TABLE "call_turns" (
	"run_id" text NOT NULL,
	"step" text NOT NULL,
	"scope" text NOT NULL,
	"attempt" integer NOT NULL,
	"workspace_id" text NOT NULL,
	"playbook_id" text NOT NULL,
	"workflow_id" text NOT NULL,
	"action" text NOT NULL,
	"connector" text,
	"state" text NOT NULL,
	"place" bigserial NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"owner" text,
	"lease_until" timestamp with time zone,
	"told_at" timestamp with time zone,
	CONSTRAINT "call_turns_run_id_step_scope_attempt_pk" PRIMARY KEY("run_id","step","scope","attempt")
);
--> statement-breakpoint
CREATE TABLE "limit_served" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"playbook_id" text NOT NULL,
	"served" bigint NOT NULL,
	CONSTRAINT "limit_served_workspace_id_kind_target_playbook_id_pk" PRIMARY KEY("workspace_id","kind","target","playbook_id")
);
--> statement-breakpoint
CREATE TABLE "limit_starts" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limits" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"at_once" integer,
	"rate_count" integer,
	"rate_seconds" integer,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "limits_workspace_id_kind_target_pk" PRIMARY KEY("workspace_id","kind","target"),
	CONSTRAINT "limits_say_something" CHECK ("limits"."at_once" > 0 or "limits"."rate_count" > 0),
	CONSTRAINT "limits_rate_is_whole" CHECK (("limits"."rate_count" is null) = ("limits"."rate_seconds" is null))
);
--> statement-breakpoint
DROP INDEX "inbox_not_started";--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "turn_key" text;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "turn_else" text;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "debounce_key" text;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "debounce_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "joined_with" text;--> statement-breakpoint
ALTER TABLE "limits" ADD CONSTRAINT "limits_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_turns_workspace_id_state_playbook_id_place_index" ON "call_turns" USING btree ("workspace_id","state","playbook_id","place");--> statement-breakpoint
CREATE INDEX "limit_starts_workspace_id_kind_target_at_index" ON "limit_starts" USING btree ("workspace_id","kind","target","at");--> statement-breakpoint
CREATE INDEX "inbox_starting" ON "inbox" USING btree ("playbook_id") WHERE started_at is null and start_attempted_at is not null;--> statement-breakpoint
CREATE INDEX "inbox_in_order" ON "inbox" USING btree ("playbook_id","received_at") WHERE started_at is null and (turn_key is not null or not_before is not null);--> statement-breakpoint
CREATE INDEX "inbox_debounce" ON "inbox" USING btree ("playbook_id","debounce_key","debounce_until") WHERE debounce_key is not null;--> statement-breakpoint
CREATE INDEX "runs_under_way" ON "runs" USING btree ("playbook_id") WHERE started_at is not null and finished_at is null;--> statement-breakpoint
CREATE INDEX "inbox_not_started" ON "inbox" USING btree ("playbook_id","received_at") WHERE started_at is null;
--> statement-breakpoint
-- Calls under a limit. The one implementation, for TypeScript and Python. A call is under the limit of its action and
-- under that of its connector; it goes when both have room. Everything that changes who may go holds one lock a
-- workspace; time is clock_timestamp(), for now() stands still while a transaction waits for that lock. What the runner of
-- scripts calls runs with the owner's rights: of all these tables it may read the limits alone.

-- Whether a limit holds for a call.
CREATE FUNCTION limit_holds(p_kind text, p_target text, p_action text, p_connector text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT (p_kind = 'action' AND p_target = p_action) OR (p_kind = 'connector' AND p_target = p_connector)
$$;
--> statement-breakpoint
-- The limits of a workspace that have no room for another call, and why. A turn that is granted and not yet taken counts
-- as a call under way and as one that begins now.
CREATE FUNCTION call_limits_full(p_workspace text)
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
    FROM call_turns t
    WHERE t.workspace_id = p_workspace AND t.state IN ('granted', 'held')
      AND limit_holds(l.kind, l.target, t.action, t.connector)
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
-- Gives turns for as long as there is room. Of those that may go the playbook comes first that was served longest ago
-- under any of the call's limits; within a playbook, who asked first. The caller holds the lock.
CREATE FUNCTION call_turns_grant(p_workspace text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  chosen call_turns%ROWTYPE;
  turn bigint;
BEGIN
  LOOP
    WITH crowded AS MATERIALIZED (
      SELECT f.kind, f.target FROM call_limits_full(p_workspace) f
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
-- Under one limit: how many calls that wait come before each of them, if nothing changes.
CREATE FUNCTION call_turns_order(p_workspace text, p_kind text, p_target text)
RETURNS TABLE (run_id text, step text, scope text, attempt integer, before bigint)
LANGUAGE sql STABLE AS $$
  SELECT w.run_id, w.step, w.scope, w.attempt, row_number() OVER (ORDER BY w.round, w.served, w.first_place) - 1
  FROM (
    SELECT t.*, coalesce(s.served, 0) AS served,
      row_number() OVER (PARTITION BY t.playbook_id ORDER BY t.place) AS round,
      min(t.place) OVER (PARTITION BY t.playbook_id) AS first_place
    FROM call_turns t
    LEFT JOIN limit_served s ON s.workspace_id = t.workspace_id AND s.kind = p_kind AND s.target = p_target
      AND s.playbook_id = t.playbook_id
    WHERE t.workspace_id = p_workspace AND t.state = 'waiting'
      AND limit_holds(p_kind, p_target, t.action, t.connector)
  ) w
$$;
--> statement-breakpoint
-- What a call waits for, as JSON text of a `TurnWait`; null where it need not.
CREATE FUNCTION call_turn_waits(p_run text, p_step text, p_scope text, p_attempt integer) RETURNS text
LANGUAGE sql VOLATILE AS $$
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
$$;
--> statement-breakpoint
CREATE FUNCTION call_turns_lock(p_workspace text) RETURNS void
LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(hashtextextended('riposte calls ' || p_workspace, 0)) $$;
--> statement-breakpoint
-- Asked as the last thing before an attempt is claimed: `free` (no limit holds for it, or its attempt has ended),
-- `taken` (it may go, and gives its turn back with call_turn_leave) or `waits`. Safe to repeat: the same attempt has one
-- place and one turn, whoever asks for it.
CREATE FUNCTION call_turn_enter(
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
--> statement-breakpoint
-- The call is over: its turn is the next one's, at once.
CREATE FUNCTION call_turn_leave(
  p_workspace text, p_run text, p_step text, p_scope text, p_attempt integer, p_owner text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM call_turns_lock(p_workspace);
  DELETE FROM call_turns t
  WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt)
    AND t.state = 'held' AND t.owner = p_owner;
  IF FOUND AND EXISTS (SELECT FROM call_turns t WHERE t.workspace_id = p_workspace AND t.state = 'waiting') THEN
    PERFORM pg_notify('turns', '');
  END IF;
END
$$;
--> statement-breakpoint
-- Nobody wants to make the call any more. One that is under way stays until it is over.
CREATE FUNCTION call_turn_forget(p_run text, p_step text, p_scope text, p_attempt integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM call_turns t
  WHERE (t.run_id, t.step, t.scope, t.attempt) = (p_run, p_step, p_scope, p_attempt)
    AND (t.state <> 'held' OR EXISTS (
      SELECT FROM attempts a
      WHERE (a.run_id, a.step, a.scope, a.attempt) = (p_run, p_step, p_scope, p_attempt) AND a.state <> 'claimed'
    ));
  IF FOUND THEN
    PERFORM pg_notify('turns', '');
  END IF;
END
$$;
--> statement-breakpoint
-- Keeps the turns of calls that are under way; says how many there are.
CREATE FUNCTION call_turns_renew(p_owners text[]) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH kept AS (
    UPDATE call_turns SET lease_until = clock_timestamp() + interval '60 seconds'
    WHERE state = 'held' AND owner = ANY (p_owners)
    RETURNING 1
  )
  SELECT count(*)::integer FROM kept
$$;
--> statement-breakpoint
-- Repairs what was left behind, gives turns, and names the calls whose workflow has to be told that its turn has come:
-- each until it is taken, but at most every p_again.
CREATE FUNCTION call_turns_sweep(p_again interval)
RETURNS TABLE (workflow_id text, run_id text, step text, scope text, attempt integer)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  ws text;
BEGIN
  FOR ws IN SELECT DISTINCT t.workspace_id FROM call_turns t ORDER BY 1 LOOP
    PERFORM call_turns_lock(ws);
    -- The worker that made it is gone, and nobody has taken it up within the lease.
    DELETE FROM call_turns t WHERE t.workspace_id = ws AND t.state = 'held' AND t.lease_until < clock_timestamp();
    DELETE FROM call_turns t USING runs r
    WHERE t.workspace_id = ws AND t.state <> 'held' AND r.id = t.run_id AND r.finished_at IS NOT NULL;
    -- Nobody came for it: it waits again, behind the others, so that a run that stands still holds nobody up.
    UPDATE call_turns t
    SET state = 'waiting', lease_until = NULL, told_at = NULL, place = nextval('call_turns_place_seq')
    WHERE t.workspace_id = ws AND t.state = 'granted' AND t.lease_until < clock_timestamp();
    PERFORM call_turns_grant(ws);
  END LOOP;
  RETURN QUERY
    WITH told AS (
      UPDATE call_turns t SET told_at = clock_timestamp()
      WHERE t.state = 'granted' AND (t.told_at IS NULL OR t.told_at < clock_timestamp() - p_again)
      RETURNING t.*
    )
    SELECT told.workflow_id, told.run_id, told.step, told.scope, told.attempt FROM told ORDER BY told.lease_until;
END
$$;
--> statement-breakpoint
-- In how many milliseconds a rate lets the next call go; null where none waits for one.
CREATE FUNCTION call_turns_next() RETURNS integer
LANGUAGE sql VOLATILE AS $$
  SELECT greatest(0, ceil(extract(epoch FROM min(f.free_at) - clock_timestamp()) * 1000))::integer
  FROM (SELECT DISTINCT workspace_id FROM call_turns WHERE state = 'waiting') w
  CROSS JOIN LATERAL call_limits_full(w.workspace_id) f
$$;
--> statement-breakpoint
-- Who runs under limits looks again: workers what they have to ask for, the dispatcher who may start, the others who may go.
CREATE FUNCTION limits_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('limits', ''), pg_notify('inbox', ''), pg_notify('turns', '');
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER limits_changed AFTER INSERT OR UPDATE OR DELETE ON limits
FOR EACH STATEMENT EXECUTE FUNCTION limits_changed();
--> statement-breakpoint
-- The end of a run under a limit, or with a key of which one runs at a time, is the turn of the next one.
CREATE FUNCTION run_frees_its_place() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM limits WHERE kind = 'playbook' AND target = NEW.playbook_id AND workspace_id = NEW.workspace_id)
    OR EXISTS (SELECT FROM inbox WHERE id = NEW.id AND turn_key IS NOT NULL)
  THEN
    PERFORM pg_notify('inbox', '');
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER run_frees_its_place AFTER UPDATE OF finished_at ON runs FOR EACH ROW
WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL)
EXECUTE FUNCTION run_frees_its_place();
