ALTER TABLE "approvals" ADD COLUMN "kept_comment" text;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "kept_told" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "approvals_untold" ON "approvals" USING btree ("kept_at") WHERE outcome is null and kept_outcome is not null and not kept_told;