CREATE TABLE "recorded_values" (
	"run_id" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "recorded_values_hash_run_id_pk" PRIMARY KEY("hash","run_id")
);
--> statement-breakpoint
ALTER TABLE "recorded_values" ADD CONSTRAINT "recorded_values_run_id_reruns_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."reruns"("run_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What a rerun takes over may hold any number of large values: they are told apart once, whoever writes it.
CREATE FUNCTION note_recorded_values() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO recorded_values (run_id, hash)
  SELECT DISTINCT NEW.run_id, (m.parts)[1]
  FROM regexp_matches(NEW.recorded, '"kind": ?"blob", ?"hash": ?"([0-9a-f]{64})"', 'g') AS m(parts);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER note_recorded_values AFTER INSERT ON reruns
FOR EACH ROW WHEN (NEW.recorded LIKE '%"kind":"blob"%')
EXECUTE FUNCTION note_recorded_values();
--> statement-breakpoint
INSERT INTO recorded_values (run_id, hash)
SELECT DISTINCT r.run_id, (m.parts)[1]
FROM reruns r, regexp_matches(r.recorded, '"kind": ?"blob", ?"hash": ?"([0-9a-f]{64})"', 'g') AS m(parts)
WHERE r.recorded LIKE '%"kind":"blob"%';
--> statement-breakpoint
CREATE OR REPLACE VIEW blob_references AS
  SELECT i.workspace_id, blob_in(i.event) AS hash FROM inbox i WHERE i.event LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT r.workspace_id, blob_in(r.output) FROM runs r WHERE r.output LIKE '{"kind":"blob"%'
  UNION ALL
  SELECT r.workspace_id, v.hash FROM recorded_values v JOIN runs r ON r.id = v.run_id
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
-- A run that is over waits for no other one any more: those that it called and that go on are told to stop, also where
-- it was terminated or is lost. The rest is as before (0011).
CREATE OR REPLACE FUNCTION note_run_over() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO errands (kind, run_id, detail)
  SELECT 'report', l.run_id, '' FROM run_links l WHERE l.run_id = NEW.id AND l.kind = 'child'
  UNION ALL
  SELECT 'stop', c.id, 'The run that called it is over.' FROM run_links l JOIN runs c ON c.id = l.run_id
  WHERE l.parent_id = NEW.id AND l.kind = 'child' AND c.state NOT IN ('done', 'failed', 'cancelled', 'lost')
  UNION ALL
  SELECT 'on_error', NEW.id, '' FROM versions v
  WHERE NEW.state IN ('failed', 'lost') AND v.playbook_id = NEW.playbook_id AND v.version = NEW.version
    AND v.on_error IS NOT NULL
    AND NOT EXISTS (SELECT FROM run_links l WHERE l.run_id = NEW.id AND l.kind = 'on_error')
  ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM pg_notify('errands', NEW.id);
  END IF;
  RETURN NULL;
END
$$;
