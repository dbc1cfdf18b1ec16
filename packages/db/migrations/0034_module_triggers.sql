CREATE TABLE "module_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "module_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trigger_id" text NOT NULL,
	"key" text NOT NULL,
	"event" text NOT NULL,
	"status" integer,
	"message" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "module_events_trigger_id_key_unique" UNIQUE("trigger_id","key")
);
--> statement-breakpoint
CREATE TABLE "module_triggers" (
	"trigger_id" text PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"content" text DEFAULT '' NOT NULL,
	"owner" text,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"next_start_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"events" bigint DEFAULT 0 NOT NULL,
	"last_event_at" timestamp with time zone,
	"last_error" text,
	"last_error_at" timestamp with time zone,
	"log" text DEFAULT '' NOT NULL,
	"files" text DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "script" text;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "connector" text;--> statement-breakpoint
ALTER TABLE "module_events" ADD CONSTRAINT "module_events_trigger_id_triggers_id_fk" FOREIGN KEY ("trigger_id") REFERENCES "public"."triggers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_triggers" ADD CONSTRAINT "module_triggers_trigger_id_triggers_id_fk" FOREIGN KEY ("trigger_id") REFERENCES "public"."triggers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "module_events_status_id_index" ON "module_events" USING btree ("status","id");--> statement-breakpoint
-- The triggers that are to run, with what they are started with; where that is something else now, they are started anew.
CREATE VIEW wanted_module_triggers AS
  SELECT t.id, t.workspace_id, t.type, t.script, t.config, t.connector,
    md5(concat_ws('/', t.script, (t.config::json -> 'arguments')::text, t.connector, c.id, c.updated_at)) AS content
  FROM triggers t
  JOIN playbooks p ON p.id = t.playbook_id
  LEFT JOIN connectors c ON c.workspace_id = t.workspace_id AND c.name = t.connector AND c.deleted_at IS NULL
  WHERE t.script IS NOT NULL AND t.enabled AND p.enabled AND p.deleted_at IS NULL;
--> statement-breakpoint
CREATE FUNCTION module_triggers_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('module_triggers', '');
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER module_triggers_changed AFTER INSERT OR UPDATE OR DELETE ON triggers
FOR EACH STATEMENT EXECUTE FUNCTION module_triggers_changed();
--> statement-breakpoint
CREATE TRIGGER module_triggers_changed AFTER UPDATE ON connectors
FOR EACH STATEMENT EXECUTE FUNCTION module_triggers_changed();
--> statement-breakpoint
-- The life of a module's trigger: waiting, starting, running, and waiting again. Each start has a fence of its own, and is
-- its owner's while the lease of 60 seconds is renewed. The runner of scripts calls these with the owner's rights, and
-- has none on the tables.

-- How long one that has failed so often in a row waits: 2, 4, 8 … seconds, five minutes at most.
CREATE FUNCTION module_trigger_pause(p_failures integer) RETURNS interval
LANGUAGE sql IMMUTABLE AS $$
  SELECT make_interval(secs => least(300, 2 ^ least(p_failures, 10)))
$$;
--> statement-breakpoint
-- Renews the leases of those that the owner runs, and gives it up to `p_room` more; whatever of `p_running` does not come
-- back is to be stopped.
CREATE FUNCTION module_trigger_keep(p_owner text, p_running text[], p_room integer)
RETURNS TABLE (
  trigger_id text, fence integer, is_new boolean, workspace_id text, type text, script text, config text, connector text,
  files text
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  lease CONSTANT interval := interval '60 seconds';
BEGIN
  INSERT INTO module_triggers (trigger_id) SELECT w.id FROM wanted_module_triggers w ON CONFLICT DO NOTHING;
  RETURN QUERY
    UPDATE module_triggers m SET lease_until = clock_timestamp() + lease
    FROM wanted_module_triggers w
    WHERE w.id = m.trigger_id AND m.owner = p_owner AND m.trigger_id = ANY (p_running) AND m.content = w.content
      AND m.lease_until > clock_timestamp()
    RETURNING m.trigger_id, m.fence, false, w.workspace_id, w.type, NULL::text, NULL::text, NULL::text, NULL::text;
  RETURN QUERY
    WITH free AS (
      SELECT m.trigger_id FROM module_triggers m
      JOIN wanted_module_triggers w ON w.id = m.trigger_id
      WHERE NOT m.trigger_id = ANY (p_running)
        AND (m.owner IS NULL OR m.owner = p_owner OR m.lease_until <= clock_timestamp())
        AND (m.next_start_at IS NULL OR m.next_start_at <= clock_timestamp() OR m.content <> w.content)
      ORDER BY m.next_start_at NULLS FIRST
      LIMIT greatest(p_room, 0)
      FOR UPDATE OF m SKIP LOCKED
    )
    UPDATE module_triggers m
    SET state = 'starting', owner = p_owner, fence = m.fence + 1, lease_until = clock_timestamp() + lease,
      failures = CASE WHEN m.content = w.content THEN m.failures ELSE 0 END, content = w.content, next_start_at = NULL,
      started_at = clock_timestamp()
    FROM free f, wanted_module_triggers w
    WHERE m.trigger_id = f.trigger_id AND w.id = m.trigger_id
    RETURNING m.trigger_id, m.fence, true, w.workspace_id, w.type, w.script, w.config, w.connector, m.files;
END
$$;
--> statement-breakpoint
-- How it goes; what is null stays as it was. False where it is the owner's no more.
CREATE FUNCTION module_trigger_says(
  p_trigger text, p_owner text, p_fence integer, p_state text, p_log text, p_error text, p_files text
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE module_triggers m
  SET state = coalesce(p_state, m.state), log = coalesce(p_log, m.log), files = coalesce(p_files, m.files),
    last_error = coalesce(p_error, m.last_error),
    last_error_at = CASE WHEN p_error IS NULL THEN m.last_error_at ELSE clock_timestamp() END
  WHERE m.trigger_id = p_trigger AND m.owner = p_owner AND m.fence = p_fence AND m.lease_until > clock_timestamp();
  RETURN FOUND;
END
$$;
--> statement-breakpoint
-- It runs no more. With an error it waits the longer the oftener it has failed in a row; a start that has gone well for a
-- while begins the row anew. Without one it was told to stop.
CREATE FUNCTION module_trigger_end(
  p_trigger text, p_owner text, p_fence integer, p_error text, p_went_well boolean
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  failed CONSTANT integer := CASE WHEN p_error IS NULL THEN 0 ELSE 1 END;
BEGIN
  UPDATE module_triggers m
  SET state = 'waiting', owner = NULL, lease_until = NULL,
    failures = CASE WHEN p_went_well THEN failed ELSE m.failures + failed END,
    next_start_at = CASE WHEN p_error IS NULL THEN NULL ELSE
      clock_timestamp() + module_trigger_pause(CASE WHEN p_went_well THEN failed ELSE m.failures + failed END) END,
    last_error = coalesce(p_error, m.last_error),
    last_error_at = CASE WHEN p_error IS NULL THEN m.last_error_at ELSE clock_timestamp() END
  WHERE m.trigger_id = p_trigger AND m.owner = p_owner AND m.fence = p_fence;
  PERFORM pg_notify('module_triggers', '');
END
$$;
--> statement-breakpoint
-- The worker is gone with all that it ran. One that takes its worker with it waits longer each time.
CREATE FUNCTION module_trigger_expire_owner(p_owner text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  expired integer;
BEGIN
  UPDATE module_triggers m
  SET state = 'waiting', owner = NULL, lease_until = NULL, failures = m.failures + 1,
    next_start_at = clock_timestamp() + module_trigger_pause(m.failures + 1),
    last_error = 'What ran it was ended.', last_error_at = clock_timestamp()
  WHERE m.owner = p_owner;
  GET DIAGNOSTICS expired = ROW_COUNT;
  PERFORM pg_notify('module_triggers', '');
  RETURN expired;
END
$$;
--> statement-breakpoint
-- Offers an event for the inbox; said again with the same key it is the same one. Null where the trigger is the owner's no
-- more.
CREATE FUNCTION module_event_offer(p_trigger text, p_owner text, p_fence integer, p_key text, p_event text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  offered bigint;
BEGIN
  PERFORM FROM module_triggers m
  WHERE m.trigger_id = p_trigger AND m.owner = p_owner AND m.fence = p_fence AND m.lease_until > clock_timestamp()
  FOR SHARE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  INSERT INTO module_events (trigger_id, key, event) VALUES (p_trigger, p_key, p_event)
  ON CONFLICT (trigger_id, key) DO UPDATE SET key = excluded.key
  RETURNING id INTO offered;
  PERFORM pg_notify('module_events', 'module_events');
  RETURN offered;
END
$$;
--> statement-breakpoint
-- What became of it, once it was answered; then it is forgotten here.
CREATE FUNCTION module_event_answer(p_id bigint, p_trigger text) RETURNS TABLE (status integer, message text)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM module_events e WHERE e.id = p_id AND e.trigger_id = p_trigger AND e.status IS NOT NULL
  RETURNING e.status, e.message
$$;
