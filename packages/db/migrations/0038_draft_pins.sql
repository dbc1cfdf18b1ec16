CREATE TABLE "draft_pins" (
	"playbook_id" text NOT NULL,
	"step" text NOT NULL,
	"port" text,
	"output" text NOT NULL,
	"pinned_by" text NOT NULL,
	"pinned_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "draft_pins_playbook_id_step_pk" PRIMARY KEY("playbook_id","step")
);
--> statement-breakpoint
ALTER TABLE "recorded_values" DROP CONSTRAINT "recorded_values_run_id_reruns_run_id_fk";
--> statement-breakpoint
ALTER TABLE "draft_tests" ADD COLUMN "reach" text DEFAULT 'all' NOT NULL;--> statement-breakpoint
ALTER TABLE "draft_tests" ADD COLUMN "step" text;--> statement-breakpoint
ALTER TABLE "draft_tests" ADD COLUMN "recorded" text;--> statement-breakpoint
ALTER TABLE "draft_pins" ADD CONSTRAINT "draft_pins_playbook_id_playbooks_id_fk" FOREIGN KEY ("playbook_id") REFERENCES "public"."playbooks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "draft_pins_output_blob" ON "draft_pins" USING btree (blob_in(output)) WHERE output like '{"kind":"blob"%';--> statement-breakpoint
ALTER TABLE "recorded_values" ADD CONSTRAINT "recorded_values_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- What a test takes over is as what a rerun does (0017).
CREATE TRIGGER note_recorded_values AFTER INSERT ON draft_tests
FOR EACH ROW WHEN (NEW.recorded LIKE '%"kind":"blob"%')
EXECUTE FUNCTION note_recorded_values();
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
    WHERE t.outcome ~ '^\{"kind": ?"done", ?"output": ?\{"kind": ?"blob"'
  UNION ALL
  SELECT p.workspace_id, blob_in(d.output) FROM draft_pins d JOIN playbooks p ON p.id = d.playbook_id
    WHERE d.output LIKE '{"kind":"blob"%';
