/**
 * The functions of version 1 that change events and records. Each step is one function, so that it takes one request, and so
 * that it can join any transaction.
 */
export const stepFunctions = `
CREATE FUNCTION @.read_clock(given bigint) RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(given, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
$$;

-- Makes a lane without a worker due by its first waiting event. A lane without events ends.
CREATE FUNCTION @.refresh_lane(of_account text, of_lane text, to_claims integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  head bigint;
BEGIN
  SELECT e.due INTO head FROM @.events e WHERE e.state = 0 AND e.account = of_account AND e.lane = of_lane
  ORDER BY e.position LIMIT 1;
  IF head IS NULL THEN
    DELETE FROM @.lanes l WHERE l.account = of_account AND l.name = of_lane;
  ELSE
    UPDATE @.lanes l SET token = NULL, lease_until = 0, due = head, ready_at = head, claims = to_claims
    WHERE l.account = of_account AND l.name = of_lane;
  END IF;
END
$$;

-- Makes all changes of a step and returns which of its events are new; NULL, and no change, when it is stale.
CREATE FUNCTION @.make_step(of_account text, given_now bigint, settle jsonb, append jsonb, write jsonb)
RETURNS boolean[] LANGUAGE plpgsql AS $$
DECLARE
  now bigint := @.read_clock(given_now);
  item jsonb;
  found_lane text;
  settled text[] := '{}';
  appended boolean[] := '{}';
  row_count integer;
  entry record;
BEGIN
  -- The rows of lanes come first, in one order: this puts the events of a lane into the order of their commits.
  FOR entry IN SELECT t.name, max(t.queue) AS queue, min(t.due) AS due FROM (
      SELECT a->>'lane' AS name, a->>'queue' AS queue, coalesce((a->>'due')::bigint, now) AS due
      FROM jsonb_array_elements(append) a
      UNION ALL SELECT e.lane, NULL, NULL FROM jsonb_array_elements(settle) s
      JOIN @.events e ON e.position = (s->>'position')::bigint AND e.account = of_account
    ) t GROUP BY t.name ORDER BY t.name
  LOOP
    IF entry.queue IS NULL THEN
      PERFORM 1 FROM @.lanes l WHERE l.account = of_account AND l.name = entry.name FOR UPDATE;
    ELSE
      INSERT INTO @.lanes AS l (account, name, queue, due, ready_at, lease_until, claims)
      VALUES (of_account, entry.name, entry.queue, entry.due, entry.due, 0, 0)
      ON CONFLICT (account, name) DO UPDATE SET queue = l.queue;
    END IF;
  END LOOP;

  FOR item IN SELECT s FROM jsonb_array_elements(settle) s LOOP
    SELECT e.lane INTO found_lane FROM @.events e WHERE e.position = (item->>'position')::bigint
      AND e.account = of_account AND e.revision = (item->>'revision')::integer
      AND e.state = CASE item->>'state' WHEN 'replayed' THEN 1 ELSE 0 END FOR UPDATE;
    IF NOT FOUND THEN RAISE SQLSTATE 'WZ001'; END IF;
    IF NOT found_lane = ANY (settled) THEN settled := settled || found_lane; END IF;
  END LOOP;

  FOR item IN SELECT w FROM jsonb_array_elements(write) w ORDER BY w->>'key' LOOP
    IF item->>'version' IS NOT NULL THEN
      IF item->>'value' IS NULL THEN
        DELETE FROM @.records r WHERE r.account = of_account AND r.key = item->>'key'
          AND r.version::text = item->>'version' AND (r.expires_at IS NULL OR r.expires_at > now);
      ELSE
        UPDATE @.records r SET value = item->>'value', version = nextval('@.record_versions'),
          in_group = item->>'group', subject = item->>'subject', expires_at = (item->>'expiresAt')::bigint
        WHERE r.account = of_account AND r.key = item->>'key' AND r.version::text = item->>'version'
          AND (r.expires_at IS NULL OR r.expires_at > now);
      END IF;
    ELSIF item->>'value' IS NULL THEN
      DELETE FROM @.records r WHERE r.account = of_account AND r.key = item->>'key' AND r.expires_at <= now;
      PERFORM 1 FROM @.records r WHERE r.account = of_account AND r.key = item->>'key';
      IF FOUND THEN RAISE SQLSTATE 'WZ001'; END IF;
      CONTINUE;
    ELSE
      INSERT INTO @.records AS r (account, key, value, version, in_group, subject, expires_at)
      VALUES (of_account, item->>'key', item->>'value', nextval('@.record_versions'), item->>'group',
        item->>'subject', (item->>'expiresAt')::bigint)
      ON CONFLICT (account, key) DO UPDATE SET value = excluded.value, version = excluded.version,
        in_group = excluded.in_group, subject = excluded.subject, expires_at = excluded.expires_at
      WHERE r.expires_at <= now;
    END IF;
    GET DIAGNOSTICS row_count = ROW_COUNT;
    IF row_count = 0 THEN RAISE SQLSTATE 'WZ001'; END IF;
  END LOOP;

  FOR item IN SELECT s FROM jsonb_array_elements(settle) s LOOP
    CASE item->>'state'
    WHEN 'done' THEN
      UPDATE @.events e SET state = 2, revision = revision + 1, progress = NULL, done_at = now,
        data = CASE WHEN item->>'keepUntil' IS NULL THEN NULL ELSE e.data END, keep_until = (item->>'keepUntil')::bigint
      WHERE e.position = (item->>'position')::bigint;
    WHEN 'replayed' THEN
      WITH old AS (DELETE FROM @.events e WHERE e.position = (item->>'position')::bigint RETURNING *),
      entered AS (
        INSERT INTO @.lanes (account, name, queue, due, ready_at, lease_until, claims)
        SELECT account, lane, split_part(lane, '/', 1), now, now, 0, 0 FROM old ON CONFLICT (account, name) DO NOTHING
      )
      INSERT INTO @.events (account, id, lane, subject, revision, state, data, progress, attempts, due, at)
      SELECT account, id, lane, subject, revision + 1, 0, data, item->>'progress', 0, now, at FROM old;
    ELSE
      UPDATE @.events e SET state = CASE item->>'state' WHEN 'dead' THEN 1 ELSE 0 END, revision = revision + 1,
        due = coalesce((item->>'due')::bigint, e.due), attempts = (item->>'attempts')::integer,
        progress = item->>'progress', error = item->>'error'
      WHERE e.position = (item->>'position')::bigint;
    END CASE;
  END LOOP;

  FOR item IN SELECT a FROM jsonb_array_elements(append) WITH ORDINALITY AS t(a, n) ORDER BY n LOOP
    INSERT INTO @.events (account, id, lane, subject, revision, state, data, attempts, due, at)
    VALUES (of_account, item->>'id', item->>'lane', item->>'subject', 1, 0, item->>'data', 0,
      coalesce((item->>'due')::bigint, now), now)
    ON CONFLICT (account, id) DO NOTHING;
    appended := appended || FOUND;
  END LOOP;

  -- A lane that was entered for known events only has no events.
  FOR entry IN SELECT l.name, l.token, l.claims, l.name = ANY (settled) AS is_settled FROM @.lanes l
    WHERE l.account = of_account AND l.name IN (
      SELECT unnest(settled) UNION SELECT a->>'lane' FROM jsonb_array_elements(append) a
    )
  LOOP
    IF entry.token IS NULL THEN
      PERFORM @.refresh_lane(of_account, entry.name, CASE WHEN entry.is_settled THEN least(entry.claims, 1) ELSE entry.claims END);
    ELSIF entry.is_settled AND entry.claims > 1 THEN
      UPDATE @.lanes l SET claims = 1 WHERE l.account = of_account AND l.name = entry.name;
    END IF;
  END LOOP;
  RETURN appended;
EXCEPTION WHEN SQLSTATE 'WZ001' THEN
  RETURN NULL;
END
$$;
`
