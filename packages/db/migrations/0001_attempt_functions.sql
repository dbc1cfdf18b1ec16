-- The one implementation, for TypeScript and Python, of the row under every effect (docs/decisions on attempts).
-- Time is clock_timestamp(): now() stands still while a transaction waits for a row.
-- No index or table change belongs here: those come from the schema.

-- Takes the attempt, or says who has it. A lease that has expired is settled in the same call: taken over
-- (fence + 1) where both the row and the caller allow it, otherwise the attempt ends as `unknown`.
-- An owner of the form `<instance>/<claim>` names one claim and may therefore repeat it: the answer to its
-- first call may have been lost on the way.
CREATE FUNCTION attempt_claim(
  p_run text, p_step text, p_scope text, p_attempt integer, p_owner text, p_may_take_over boolean
) RETURNS TABLE (verdict text, fence integer, outcome text, lease_remaining_ms integer)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  lease CONSTANT interval := interval '60 seconds';
  lost CONSTANT text := '{"kind":"unknown","failure":{"code":"unknown_outcome","message":"The worker that ran this step was lost before it reported back: the step may or may not have taken effect. Check, then resolve it as done, failed or rerun.","retryable":false}}';
  held attempts%ROWTYPE;
BEGIN
  INSERT INTO attempts (run_id, step, scope, attempt, state, owner, fence, lease_until, may_take_over, started_at)
  VALUES (p_run, p_step, p_scope, p_attempt, 'claimed', p_owner, 1, clock_timestamp() + lease, p_may_take_over, clock_timestamp())
  ON CONFLICT DO NOTHING;
  IF FOUND THEN
    RETURN QUERY SELECT 'claimed', 1, NULL::text, 60000;
    RETURN;
  END IF;

  SELECT * INTO STRICT held FROM attempts a
  WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt
  FOR UPDATE;

  IF held.state <> 'claimed' THEN
    RETURN QUERY SELECT 'ended', held.fence, held.outcome, 0;
  ELSIF held.lease_until > clock_timestamp() THEN
    IF held.owner = p_owner AND strpos(p_owner, '/') > 0 THEN
      RETURN QUERY SELECT 'claimed', held.fence, NULL::text, attempt_remaining_ms(held.lease_until);
    ELSE
      RETURN QUERY SELECT 'busy', held.fence, NULL::text, attempt_remaining_ms(held.lease_until);
    END IF;
  ELSIF held.may_take_over AND p_may_take_over THEN
    UPDATE attempts a SET owner = p_owner, fence = held.fence + 1, lease_until = clock_timestamp() + lease
    WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt;
    RETURN QUERY SELECT 'claimed', held.fence + 1, NULL::text, 60000;
  ELSE
    UPDATE attempts a SET state = 'unknown', outcome = lost, finished_at = clock_timestamp()
    WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt;
    RETURN QUERY SELECT 'ended', held.fence, lost, 0;
  END IF;
END
$$;
--> statement-breakpoint
CREATE FUNCTION attempt_remaining_ms(p_until timestamptz) RETURNS integer
LANGUAGE sql VOLATILE AS $$
  SELECT greatest(0, ceil(extract(epoch FROM p_until - clock_timestamp()) * 1000))::integer
$$;
--> statement-breakpoint
-- Says whether the attempt is still the caller's, and whether it should stop.
CREATE FUNCTION attempt_renew(
  p_run text, p_step text, p_scope text, p_attempt integer, p_owner text, p_fence integer
) RETURNS TABLE (held boolean, cancel_requested boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    UPDATE attempts a SET lease_until = clock_timestamp() + interval '60 seconds'
    WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt
      AND a.owner = p_owner AND a.fence = p_fence AND a.state = 'claimed'
    RETURNING true, a.cancel_requested;
  IF NOT FOUND THEN
    RETURN QUERY SELECT false, false;
  END IF;
END
$$;
--> statement-breakpoint
-- Ends the attempt if it is still the caller's, and returns the outcome that counts. Repeating it with the
-- same outcome is harmless. An outcome that comes too late is kept as evidence; the answer is then what the
-- row says: NULL while somebody else is running it.
CREATE FUNCTION attempt_finish(
  p_run text, p_step text, p_scope text, p_attempt integer, p_owner text, p_fence integer,
  p_state text, p_outcome text, p_log text, p_exit_code integer, p_duration_ms integer
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  counted attempts%ROWTYPE;
BEGIN
  IF p_state NOT IN ('done', 'failed', 'unknown') OR p_outcome IS NULL THEN
    RAISE EXCEPTION 'An attempt ends as done, failed or unknown with an outcome, not as %.', p_state;
  END IF;

  UPDATE attempts a
  SET state = p_state, outcome = p_outcome, log = p_log, exit_code = p_exit_code, duration_ms = p_duration_ms,
      finished_at = clock_timestamp()
  WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt
    AND a.owner = p_owner AND a.fence = p_fence AND a.state = 'claimed';
  IF FOUND THEN
    RETURN p_outcome;
  END IF;

  SELECT * INTO STRICT counted FROM attempts a
  WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt
  FOR UPDATE;
  IF counted.owner = p_owner AND counted.fence = p_fence AND counted.outcome = p_outcome THEN
    RETURN counted.outcome;
  END IF;

  UPDATE attempts a SET late_outcome = coalesce(a.late_outcome, p_outcome)
  WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt;
  RETURN counted.outcome;
END
$$;
--> statement-breakpoint
-- For who has reaped a worker and everything it started: its leases end now. Returns how many there were.
CREATE FUNCTION attempt_expire_owner(p_owner text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  expired integer;
BEGIN
  UPDATE attempts a SET lease_until = clock_timestamp()
  WHERE a.state = 'claimed' AND a.lease_until > clock_timestamp()
    AND (a.owner = p_owner OR starts_with(a.owner, p_owner || '/'));
  GET DIAGNOSTICS expired = ROW_COUNT;
  RETURN expired;
END
$$;
--> statement-breakpoint
-- Asks whoever runs the attempt to stop: by NOTIFY at once, and by the next renewal for who missed it.
CREATE FUNCTION attempt_cancel(p_run text, p_step text, p_scope text, p_attempt integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE attempts a SET cancel_requested = true
  WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt
    AND a.state = 'claimed';
  PERFORM pg_notify('attempt_cancel', concat_ws('/', p_run, p_step, p_scope, p_attempt));
END
$$;
--> statement-breakpoint
-- Belt and braces: whatever is written from elsewhere, an attempt that has ended stays as it ended.
CREATE FUNCTION attempt_stays_ended() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Attempt % of step % in % has ended as % and cannot change.',
    OLD.attempt, OLD.step, OLD.run_id, OLD.state;
END
$$;
--> statement-breakpoint
CREATE TRIGGER attempt_stays_ended BEFORE UPDATE ON attempts FOR EACH ROW
WHEN (OLD.state <> 'claimed' AND (OLD.state, OLD.owner, OLD.fence, OLD.outcome)
  IS DISTINCT FROM (NEW.state, NEW.owner, NEW.fence, NEW.outcome))
EXECUTE FUNCTION attempt_stays_ended();
