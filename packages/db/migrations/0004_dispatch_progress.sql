CREATE TABLE "dispatch_progress" (
	"singleton" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"database" text DEFAULT gen_random_uuid()::text NOT NULL,
	"ticks" integer NOT NULL,
	"held_since" timestamp with time zone,
	CONSTRAINT "dispatch_progress_singleton" CHECK ("dispatch_progress"."singleton")
);
