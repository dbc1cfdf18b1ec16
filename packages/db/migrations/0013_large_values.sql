CREATE TABLE "blob_chunks" (
	"workspace_id" text NOT NULL,
	"hash" text NOT NULL,
	"at" integer NOT NULL,
	"body" "bytea" NOT NULL,
	CONSTRAINT "blob_chunks_workspace_id_hash_at_pk" PRIMARY KEY("workspace_id","hash","at")
);
--> statement-breakpoint
ALTER TABLE "blobs" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "blobs" ADD COLUMN "touched_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "blob_chunks" ADD CONSTRAINT "blob_chunks_workspace_id_hash_blobs_workspace_id_hash_fk" FOREIGN KEY ("workspace_id","hash") REFERENCES "public"."blobs"("workspace_id","hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO "blob_chunks" ("workspace_id", "hash", "at", "body") SELECT "workspace_id", "hash", 0, "body" FROM "blobs";--> statement-breakpoint
UPDATE "blobs" SET "place" = 'postgres';--> statement-breakpoint
ALTER TABLE "blobs" DROP COLUMN "body";--> statement-breakpoint
-- The hash of the value in the blob store that a text with one `Payload` in it refers to.
CREATE FUNCTION blob_in(payload text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN substring(payload from '"kind": ?"blob", ?"hash": ?"([0-9a-f]{64})"');
--> statement-breakpoint
CREATE INDEX "approvals_request_blob" ON "approvals" USING btree (blob_in(request)) WHERE request like '%"kind":"blob"%';--> statement-breakpoint
CREATE INDEX "attempts_outcome_blob" ON "attempts" USING btree (blob_in(outcome)) WHERE outcome ~ '^\{"kind": ?"done", ?"output": ?\{"kind": ?"blob"';--> statement-breakpoint
CREATE INDEX "attempts_late_blob" ON "attempts" USING btree (blob_in(late_outcome)) WHERE late_outcome ~ '^\{"kind": ?"done", ?"output": ?\{"kind": ?"blob"';--> statement-breakpoint
CREATE INDEX "blobs_touched_at_index" ON "blobs" USING btree ("touched_at");--> statement-breakpoint
CREATE INDEX "inbox_event_blob" ON "inbox" USING btree (blob_in(event)) WHERE event like '{"kind":"blob"%';--> statement-breakpoint
CREATE INDEX "responses_body_blob" ON "responses" USING btree (blob_in(body)) WHERE body like '{"kind":"blob"%';--> statement-breakpoint
CREATE INDEX "step_runs_input_blob" ON "step_runs" USING btree (blob_in(input)) WHERE input like '{"kind":"blob"%';--> statement-breakpoint
CREATE INDEX "step_runs_output_blob" ON "step_runs" USING btree (blob_in(output)) WHERE output like '{"kind":"blob"%';--> statement-breakpoint
-- Everything that refers to a large value. Each arm has an index with the same condition.
CREATE VIEW blob_references AS
  SELECT i.workspace_id, blob_in(i.event) AS hash FROM inbox i WHERE i.event LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT r.workspace_id, blob_in(s.input) FROM step_runs s JOIN runs r ON r.id = s.run_id
    WHERE s.input LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT r.workspace_id, blob_in(s.output) FROM step_runs s JOIN runs r ON r.id = s.run_id
    WHERE s.output LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT r.workspace_id, blob_in(a.outcome) FROM attempts a JOIN runs r ON r.id = a.run_id
    WHERE a.outcome ~ '^\{"kind": ?"done", ?"output": ?\{"kind": ?"blob"'
  UNION ALL
  SELECT r.workspace_id, blob_in(a.late_outcome) FROM attempts a JOIN runs r ON r.id = a.run_id
    WHERE a.late_outcome ~ '^\{"kind": ?"done", ?"output": ?\{"kind": ?"blob"'
  UNION ALL
  SELECT r.workspace_id, blob_in(p.body) FROM responses p JOIN runs r ON r.id = p.run_id
    WHERE p.body LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT a.workspace_id, blob_in(a.request) FROM approvals a WHERE a.request LIKE '%"kind":"blob"%';
--> statement-breakpoint
-- By a function, so that it is planned for one value: each arm then is one look into its index.
CREATE FUNCTION blob_is_referenced(of_workspace text, wanted text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM blob_references b WHERE b.workspace_id = of_workspace AND b.hash = wanted);
END $$;
