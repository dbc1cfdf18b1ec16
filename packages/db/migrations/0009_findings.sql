CREATE TABLE "findings" (
	"run_id" text NOT NULL,
	"step" text NOT NULL,
	"scope" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text NOT NULL,
	"found_by" text NOT NULL,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "findings_run_id_step_scope_pk" PRIMARY KEY("run_id","step","scope")
);
--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "step_runs_unknown" ON "step_runs" USING btree ("run_id") WHERE state = 'unknown';