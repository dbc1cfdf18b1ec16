-- Null where nobody waits for a time: GREATEST leaves NULL out, and who asks had come back at once, for ever.
CREATE OR REPLACE FUNCTION call_turns_next() RETURNS integer
LANGUAGE sql VOLATILE AS $$
  SELECT CASE WHEN min(f.free_at) IS NOT NULL
    THEN greatest(0, ceil(extract(epoch FROM min(f.free_at) - clock_timestamp()) * 1000))::integer END
  FROM (SELECT DISTINCT workspace_id FROM call_turns WHERE state = 'waiting') w
  CROSS JOIN LATERAL call_limits_full(w.workspace_id) f
$$;
