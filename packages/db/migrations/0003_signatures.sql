ALTER TABLE "inbox" ADD COLUMN "signature" text;--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_dedupe_scope_signature_index" ON "inbox" USING btree ("dedupe_scope","signature");