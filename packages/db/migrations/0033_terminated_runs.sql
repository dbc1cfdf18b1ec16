ALTER TABLE "runs" ADD COLUMN "terminated_at" timestamp with time zone;--> statement-breakpoint
-- For the role of the Python worker as well, which may not read runs.
CREATE FUNCTION run_is_over(p_run text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM runs r
    WHERE r.id = p_run AND (r.terminated_at IS NOT NULL OR r.state IN ('done', 'failed', 'cancelled'))
  )
$$;
--> statement-breakpoint
-- Takes the attempt, or says who has it. A lease that has expired is settled in the same call: taken over
-- (fence + 1) where both the row and the caller allow it, otherwise the attempt ends as `unknown`. So does one that has
-- been begun ten times: what ends its worker each time would go on to do so, and end what others do there.
-- An owner of the form `<instance>/<claim>` names one claim and may therefore repeat it: the answer to its
-- first call may have been lost on the way.
-- Nothing begins in a run that is over, of which its worker may not have heard: it is told to ask again, and hears.
CREATE OR REPLACE FUNCTION attempt_claim(
  p_run text, p_step text, p_scope text, p_attempt integer, p_owner text, p_may_take_over boolean
) RETURNS TABLE (verdict text, fence integer, outcome text, lease_remaining_ms integer)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  lease CONSTANT interval := interval '60 seconds';
  lost CONSTANT text := '{"kind":"unknown","failure":{"code":"unknown_outcome","message":"The worker that ran this step was lost before it reported back: the step may or may not have taken effect. Check, then resolve it as done, failed or rerun.","retryable":false}}';
  begun_too_often CONSTANT text := '{"kind":"unknown","failure":{"code":"unknown_outcome","message":"This step was begun ten times, and each time the worker that ran it ended before it reported back; it is not begun again by itself. See what it needs (memory above all) and the log of the worker, then resolve it as done, failed or rerun.","retryable":false}}';
  most_begun CONSTANT integer := 10;
  is_over CONSTANT boolean := run_is_over(p_run);
  ended_as text;
  held attempts%ROWTYPE;
BEGIN
  IF NOT is_over THEN
    INSERT INTO attempts (run_id, step, scope, attempt, state, owner, fence, lease_until, may_take_over, started_at)
    VALUES (p_run, p_step, p_scope, p_attempt, 'claimed', p_owner, 1, clock_timestamp() + lease, p_may_take_over, clock_timestamp())
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
      RETURN QUERY SELECT 'claimed', 1, NULL::text, 60000;
      RETURN;
    END IF;
  END IF;

  SELECT * INTO held FROM attempts a
  WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt
  FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'busy', 0, NULL::text, 1000;
    RETURN;
  END IF;

  IF held.state <> 'claimed' THEN
    RETURN QUERY SELECT 'ended', held.fence, held.outcome, 0;
  ELSIF held.lease_until > clock_timestamp() THEN
    IF held.owner = p_owner AND strpos(p_owner, '/') > 0 THEN
      RETURN QUERY SELECT 'claimed', held.fence, NULL::text, attempt_remaining_ms(held.lease_until);
    ELSE
      RETURN QUERY SELECT 'busy', held.fence, NULL::text, attempt_remaining_ms(held.lease_until);
    END IF;
  ELSIF held.may_take_over AND p_may_take_over AND held.fence < most_begun AND NOT is_over THEN
    UPDATE attempts a SET owner = p_owner, fence = held.fence + 1, lease_until = clock_timestamp() + lease
    WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt;
    RETURN QUERY SELECT 'claimed', held.fence + 1, NULL::text, 60000;
  ELSE
    ended_as := CASE WHEN held.may_take_over AND p_may_take_over AND NOT is_over THEN begun_too_often ELSE lost END;
    UPDATE attempts a SET state = 'unknown', outcome = ended_as, finished_at = clock_timestamp()
    WHERE a.run_id = p_run AND a.step = p_step AND a.scope = p_scope AND a.attempt = p_attempt;
    RETURN QUERY SELECT 'ended', held.fence, ended_as, 0;
  END IF;
END
$$;
