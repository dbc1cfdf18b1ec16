CREATE TABLE "event_arrivals" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "event_arrivals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"source" text NOT NULL,
	"ref" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_waits" (
	"run_id" text NOT NULL,
	"step" text NOT NULL,
	"scope" text NOT NULL,
	"attempt" integer NOT NULL,
	"workspace_id" text NOT NULL,
	"source" text NOT NULL,
	"key" text,
	"event_key" text,
	"lane" text NOT NULL,
	"condition" text,
	"began_at" timestamp with time zone DEFAULT now() NOT NULL,
	"counts_from" timestamp with time zone NOT NULL,
	"deadline" timestamp with time zone,
	"state" text NOT NULL,
	"looked_back" boolean DEFAULT false NOT NULL,
	"event" text,
	"event_ref" text,
	"origin" text,
	"ended_at" timestamp with time zone,
	"told_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	CONSTRAINT "event_waits_run_id_step_scope_attempt_pk" PRIMARY KEY("run_id","step","scope","attempt")
);
--> statement-breakpoint
ALTER TABLE "event_waits" ADD CONSTRAINT "event_waits_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_waits" ADD CONSTRAINT "event_waits_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_waits_open" ON "event_waits" USING btree ("workspace_id","source","lane") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "event_waits_due" ON "event_waits" USING btree ("deadline") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "event_waits_new" ON "event_waits" USING btree ("began_at") WHERE state = 'open' and not looked_back;--> statement-breakpoint
CREATE INDEX "event_waits_undelivered" ON "event_waits" USING btree ("ended_at") WHERE state in ('matched', 'timed_out') and delivered_at is null;
--> statement-breakpoint
CREATE INDEX "event_arrivals_of_source" ON "event_arrivals" USING btree ("workspace_id","source","id");
