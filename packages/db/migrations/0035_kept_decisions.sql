ALTER TABLE "approvals" ADD COLUMN "kept_outcome" text;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "kept_by" text;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "kept_at" timestamp with time zone;