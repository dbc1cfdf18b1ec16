CREATE TABLE "module_versions" (
	"module_id" text NOT NULL,
	"version" integer NOT NULL,
	"definition" text NOT NULL,
	"script_hash" text NOT NULL,
	"author" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "module_versions_module_id_version_pk" PRIMARY KEY("module_id","version")
);
--> statement-breakpoint
CREATE TABLE "modules" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"current_version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "modules_workspace_id_name_unique" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
ALTER TABLE "script_trials" ADD COLUMN "command" text;--> statement-breakpoint
ALTER TABLE "script_trials" ADD COLUMN "configuration" "bytea";--> statement-breakpoint
ALTER TABLE "module_versions" ADD CONSTRAINT "module_versions_module_id_modules_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."modules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_versions" ADD CONSTRAINT "module_versions_script_hash_scripts_hash_fk" FOREIGN KEY ("script_hash") REFERENCES "public"."scripts"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "modules" ADD CONSTRAINT "modules_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
DROP FUNCTION trial_begin(text);
--> statement-breakpoint
CREATE FUNCTION trial_begin(p_id text)
RETURNS TABLE (
  workspace_id text, action text, source text, entry text, python text, timeout_ms integer, memory_mb integer,
  connector text, arguments text, requirements text, network text, command text, configuration bytea,
  full_kind text, full_target text
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
  UPDATE script_trials t SET state = 'running', started_at = clock_timestamp(), configuration = NULL
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
    mine.memory_mb, mine.connector, mine.arguments, mine.requirements, mine.network,
    mine.command, mine.configuration, full_limit.kind, full_limit.target;
END
$$;
