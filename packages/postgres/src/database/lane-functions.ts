/** The functions of version 1 that give lanes to workers and take them back. */
export const laneFunctions = `
-- Gives lanes to a worker. The last row, without a name, says when the next lane is due. A lane whose claim has run out is
-- made due anew, because it may be over. A claim does not wait for the disk: what its worker commits brings it there too.
CREATE FUNCTION @.claim_lanes(
  of_accounts text[], of_queue text, most integer, lease bigint, new_token text, given_now bigint
) RETURNS TABLE (lane_account text, lane_name text, lane_token text, abandoned integer, was_due double precision)
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  now bigint := @.read_clock(given_now);
  entry record;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  FOR entry IN SELECT r.* FROM unnest(of_accounts) AS a(id) CROSS JOIN LATERAL (
    SELECT l.account, l.name, l.claims FROM @.lanes l WHERE l.account = a.id AND l.queue = of_queue
    AND l.ready_at <= now AND l.token IS NOT NULL ORDER BY l.ready_at LIMIT most FOR UPDATE SKIP LOCKED
  ) r
  LOOP
    PERFORM @.refresh_lane(entry.account, entry.name, entry.claims);
  END LOOP;
  FOR entry IN SELECT r.* FROM unnest(of_accounts) AS a(id) CROSS JOIN LATERAL (
    SELECT l.account, l.name, l.claims, l.ready_at FROM @.lanes l WHERE l.account = a.id AND l.queue = of_queue
    AND l.ready_at <= now AND l.token IS NULL ORDER BY l.ready_at LIMIT most FOR UPDATE SKIP LOCKED
  ) r ORDER BY r.ready_at LIMIT most
  LOOP
    lane_token := new_token || ':' || entry.name;
    UPDATE @.lanes l SET token = lane_token, lease_until = now + lease, ready_at = greatest(l.due, now + lease),
      claims = l.claims + 1
    WHERE l.account = entry.account AND l.name = entry.name;
    lane_account := entry.account;
    lane_name := entry.name;
    abandoned := entry.claims;
    was_due := entry.ready_at;
    RETURN NEXT;
  END LOOP;
  RETURN QUERY
  SELECT NULL, NULL, NULL, NULL::integer, min(r.ready_at)::double precision
  FROM unnest(of_accounts) AS a(id) CROSS JOIN LATERAL (
    SELECT l.ready_at FROM @.lanes l WHERE l.account = a.id AND l.queue = of_queue
    AND (l.token IS NULL OR left(l.token, length(new_token)) <> new_token) ORDER BY l.ready_at LIMIT 1
  ) r;
END
$$;

-- Ends a claim and returns whether an event waits in the lane.
CREATE FUNCTION @.release_lane(of_account text, of_lane text, of_token text) RETURNS boolean LANGUAGE plpgsql
SET enable_seqscan = off AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM 1 FROM @.lanes l WHERE l.account = of_account AND l.name = of_lane AND l.token = of_token FOR UPDATE;
  RETURN FOUND AND @.refresh_lane(of_account, of_lane, 0);
END
$$;

-- Deletes all events and records of a subject and returns how many.
CREATE FUNCTION @.forget_subject(of_account text, of_subject text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  events integer;
  records integer;
  emptied text[];
  entry record;
BEGIN
  PERFORM 1 FROM @.lanes l WHERE l.account = of_account AND l.name IN (
    SELECT e.lane FROM @.events e WHERE e.account = of_account AND e.subject = of_subject AND e.state = 0
  ) ORDER BY l.name FOR UPDATE;
  WITH gone AS (DELETE FROM @.events e WHERE e.account = of_account AND e.subject = of_subject RETURNING e.lane)
  SELECT count(*), array_agg(DISTINCT gone.lane) INTO events, emptied FROM gone;
  FOR entry IN SELECT l.name, l.token, l.claims FROM @.lanes l WHERE l.account = of_account AND l.name = ANY (emptied)
  LOOP
    IF entry.token IS NULL THEN PERFORM @.refresh_lane(of_account, entry.name, least(entry.claims, 1)); END IF;
  END LOOP;
  DELETE FROM @.records r WHERE r.account = of_account AND r.subject = of_subject;
  GET DIAGNOSTICS records = ROW_COUNT;
  RETURN events + records;
END
$$;
`
