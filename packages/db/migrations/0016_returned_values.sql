-- What a run gives to the one that called it may be large, too.
CREATE INDEX "runs_output_blob" ON "runs" USING btree (blob_in(output)) WHERE output like '{"kind":"blob"%';--> statement-breakpoint
CREATE OR REPLACE VIEW blob_references AS
  SELECT i.workspace_id, blob_in(i.event) AS hash FROM inbox i WHERE i.event LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT r.workspace_id, blob_in(r.output) FROM runs r WHERE r.output LIKE '{"kind":"blob"%'
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
