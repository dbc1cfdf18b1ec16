CREATE TABLE "worker_builds" (
	"build" text PRIMARY KEY NOT NULL,
	"migrations" integer NOT NULL,
	"seen" serial NOT NULL,
	"release" text NOT NULL,
	"ir" integer[] NOT NULL,
	"semantics" integer[] NOT NULL,
	"standing" text NOT NULL,
	"reason" text,
	"alive_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "ir" integer GENERATED ALWAYS AS (substring(body from '^\{"ir":(\d{1,9}),')::integer) STORED;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "semantics" integer GENERATED ALWAYS AS (substring(body from '^\{"ir":\d{1,9},"semantics":(\d{1,9}),')::integer) STORED;--> statement-breakpoint
CREATE INDEX "plans_ir_semantics_index" ON "plans" USING btree ("ir","semantics");