CREATE TABLE "reruns" (
	"run_id" text PRIMARY KEY NOT NULL,
	"rerun_of" text NOT NULL,
	"kind" text NOT NULL,
	"step" text,
	"recorded" text,
	"requested_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "step_runs" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "reruns" ADD CONSTRAINT "reruns_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reruns" ADD CONSTRAINT "reruns_rerun_of_runs_id_fk" FOREIGN KEY ("rerun_of") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reruns_rerun_of_created_at_index" ON "reruns" USING btree ("rerun_of","created_at");--> statement-breakpoint
CREATE INDEX "step_runs_undecided" ON "step_runs" USING btree ("run_id") WHERE state = 'undecided';--> statement-breakpoint
-- Reruns from before this table are known from the audit log alone.
INSERT INTO "reruns" ("run_id", "rerun_of", "kind", "requested_by", "created_at")
SELECT r.id, o.id, 'start', a.actor, a.at
FROM "audit_log" a
JOIN "runs" r ON a.target = 'run:' || r.id
JOIN "runs" o ON o.id = a.details::jsonb ->> 'of' AND o.workspace_id = r.workspace_id
WHERE a.action = 'runs.rerun'
ON CONFLICT DO NOTHING;
