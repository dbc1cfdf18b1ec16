DROP INDEX "approvals_run_id_step_attempt_index";--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "scope" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "step_runs" ADD COLUMN "archived" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_run_id_step_scope_attempt_index" ON "approvals" USING btree ("run_id","step","scope","attempt");