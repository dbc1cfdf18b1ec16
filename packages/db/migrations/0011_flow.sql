CREATE TABLE "errands" (
	"kind" text NOT NULL,
	"run_id" text NOT NULL,
	"detail" text DEFAULT '' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	"problem" text,
	CONSTRAINT "errands_kind_run_id_pk" PRIMARY KEY("kind","run_id")
);
--> statement-breakpoint
CREATE TABLE "run_links" (
	"run_id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"parent_id" text NOT NULL,
	"step" text,
	"scope" text,
	"attempt" integer,
	"depth" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "gives" text;--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "calls" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "on_error" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "output" text;--> statement-breakpoint
ALTER TABLE "errands" ADD CONSTRAINT "errands_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_links" ADD CONSTRAINT "run_links_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_links" ADD CONSTRAINT "run_links_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_links" ADD CONSTRAINT "run_links_parent_id_runs_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "errands_due" ON "errands" USING btree ("due_at") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "run_links_parent_id_index" ON "run_links" USING btree ("parent_id");--> statement-breakpoint
-- Notes, in the same transaction that ends a run and whoever writes that, what has to follow (see `errands`).
CREATE FUNCTION note_run_over() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO errands (kind, run_id)
  SELECT 'report', l.run_id FROM run_links l WHERE l.run_id = NEW.id AND l.kind = 'child'
  UNION ALL
  SELECT 'on_error', NEW.id FROM versions v
  WHERE NEW.state IN ('failed', 'lost') AND v.playbook_id = NEW.playbook_id AND v.version = NEW.version
    AND v.on_error IS NOT NULL
    AND NOT EXISTS (SELECT FROM run_links l WHERE l.run_id = NEW.id AND l.kind = 'on_error')
  ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM pg_notify('errands', NEW.id);
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER note_run_over AFTER UPDATE OF state ON runs
FOR EACH ROW WHEN (
  NEW.state IN ('done', 'failed', 'cancelled', 'lost') AND OLD.state NOT IN ('done', 'failed', 'cancelled', 'lost')
)
EXECUTE FUNCTION note_run_over();
