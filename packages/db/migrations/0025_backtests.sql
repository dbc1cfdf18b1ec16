CREATE TABLE "backtest_events" (
	"backtest_id" text NOT NULL,
	"position" integer NOT NULL,
	"run_id" text NOT NULL,
	"claimed_until" timestamp with time zone,
	"claims" integer DEFAULT 0 NOT NULL,
	"result" text,
	"steps" text,
	"differs" boolean,
	CONSTRAINT "backtest_events_backtest_id_position_pk" PRIMARY KEY("backtest_id","position")
);
--> statement-breakpoint
CREATE TABLE "backtests" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"playbook_id" text NOT NULL,
	"revision" integer NOT NULL,
	"graph" text NOT NULL,
	"plan_hash" text NOT NULL,
	"from" timestamp with time zone,
	"to" timestamp with time zone,
	"state" text DEFAULT 'going' NOT NULL,
	"author" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "backtest_events" ADD CONSTRAINT "backtest_events_backtest_id_backtests_id_fk" FOREIGN KEY ("backtest_id") REFERENCES "public"."backtests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backtest_events" ADD CONSTRAINT "backtest_events_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backtests" ADD CONSTRAINT "backtests_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backtests" ADD CONSTRAINT "backtests_playbook_id_playbooks_id_fk" FOREIGN KEY ("playbook_id") REFERENCES "public"."playbooks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backtests" ADD CONSTRAINT "backtests_plan_hash_plans_hash_fk" FOREIGN KEY ("plan_hash") REFERENCES "public"."plans"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backtests_playbook_id_created_at_index" ON "backtests" USING btree ("playbook_id","created_at");--> statement-breakpoint
CREATE INDEX "backtests_state_created_at_index" ON "backtests" USING btree ("state","created_at");