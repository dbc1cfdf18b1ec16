-- Says on the channel `access` who may have lost some of it, so that what is open for them is looked at again:
-- the id of a user or of an API token.
CREATE FUNCTION notify_access() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('access', CASE TG_TABLE_NAME WHEN 'api_tokens' THEN to_jsonb(OLD) ->> 'id' ELSE to_jsonb(OLD) ->> 'user_id' END);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER notify_access AFTER UPDATE OR DELETE ON members
FOR EACH ROW EXECUTE FUNCTION notify_access();
--> statement-breakpoint
CREATE TRIGGER notify_access AFTER DELETE ON sessions
FOR EACH ROW EXECUTE FUNCTION notify_access();
--> statement-breakpoint
CREATE TRIGGER notify_access AFTER UPDATE OF role, revoked_at OR DELETE ON api_tokens
FOR EACH ROW EXECUTE FUNCTION notify_access();
