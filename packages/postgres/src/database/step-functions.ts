/**
 * The functions of version 1 that change events and records. Each step is one function, so that it takes one request, and so
 * that it can join any transaction.
 */
export const stepFunctions = `
CREATE FUNCTION @.read_clock(given bigint) RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(given, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
$$;

-- Makes a lane without a worker due by its first waiting event. A lane without events ends.
CREATE FUNCTION @.refresh_lane(of_account text, of_lane text, most_claims integer) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  head bigint;
BEGIN
  SELECT e.due INTO head FROM @.events e WHERE e.state = 0 AND e.account = of_account AND e.lane = of_lane
  ORDER BY e.position LIMIT 1;
  IF head IS NULL THEN
    DELETE FROM @.lanes l WHERE l.account = of_account AND l.name = of_lane;
  ELSE
    UPDATE @.lanes l SET token = NULL, lease_until = 0, due = head, ready_at = head, claims = least(l.claims, most_claims)
    WHERE l.account = of_account AND l.name = of_lane;
  END IF;
  RETURN head IS NOT NULL;
END
$$;

-- Makes all changes of a step and returns which of its events are new; NULL, and no change, when it is stale. No statement
-- joins tables: a plan that was made for small tables would read all of large ones. Where it sorts, it sorts the step.
CREATE FUNCTION @.make_step(of_account text, given_now bigint, settle jsonb, append jsonb, write jsonb)
RETURNS boolean[] LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  now bigint := @.read_clock(given_now);
  item record;
  found_lane record;
  -- Lanes that this step has added.
  entered text[] := '{}';
  -- Lanes without a worker whose first event may have changed.
  changed text[] := '{}';
  appended boolean[] := '{}';
BEGIN
  -- The rows of lanes come first, in one order: this puts the events of a lane into the order of their commits.
  FOR item IN SELECT t.name, max(t.queue) AS queue, (array_agg(t.due))[1] AS due, bool_or(t.queue IS NULL) AS is_settled
    FROM (
      SELECT a.lane AS name, a.queue, coalesce(a.due, now) AS due
      FROM jsonb_to_recordset(append) AS a(lane text, queue text, due bigint)
      UNION ALL SELECT s.lane, NULL, NULL FROM jsonb_to_recordset(settle) AS s(lane text)
    ) t GROUP BY t.name ORDER BY t.name
  LOOP
    SELECT l.token, l.claims INTO found_lane FROM @.lanes l
    WHERE l.account = of_account AND l.name = item.name FOR UPDATE;
    IF NOT FOUND AND item.queue IS NOT NULL THEN
      INSERT INTO @.lanes AS l (account, name, queue, due, ready_at, lease_until, claims)
      VALUES (of_account, item.name, item.queue, item.due, item.due, 0, 0)
      ON CONFLICT (account, name) DO UPDATE SET queue = l.queue RETURNING l.token, l.claims INTO found_lane;
      entered := entered || item.name;
    END IF;
    IF item.is_settled AND found_lane.claims IS NOT NULL THEN
      IF found_lane.token IS NULL THEN
        changed := changed || item.name;
      ELSIF found_lane.claims > 1 THEN
        UPDATE @.lanes l SET claims = 1 WHERE l.account = of_account AND l.name = item.name;
      END IF;
    END IF;
  END LOOP;

  -- IS NOT DISTINCT FROM uses no index, so events are found by their position only.
  FOR item IN SELECT * FROM jsonb_to_recordset(settle) AS s(
    position bigint, revision integer, state text, "keepUntil" bigint, due bigint, attempts integer, progress text, error text
  ) LOOP
    CASE item.state
    WHEN 'done' THEN
      UPDATE @.events e SET state = 2, revision = e.revision + 1, progress = NULL, done_at = now,
        data = CASE WHEN item."keepUntil" IS NULL THEN NULL ELSE e.data END, keep_until = item."keepUntil"
      WHERE e.position = item.position
        AND (e.account, e.revision, e.state) IS NOT DISTINCT FROM (of_account, item.revision, 0::smallint);
    WHEN 'replayed' THEN
      WITH old AS (
        DELETE FROM @.events e WHERE e.position = item.position
        AND (e.account, e.revision, e.state) IS NOT DISTINCT FROM (of_account, item.revision, 1::smallint) RETURNING *
      ), entered AS (
        INSERT INTO @.lanes (account, name, queue, due, ready_at, lease_until, claims)
        SELECT account, lane, split_part(lane, '/', 1), now, now, 0, 0 FROM old ON CONFLICT (account, name) DO NOTHING
      )
      INSERT INTO @.events (account, id, lane, subject, revision, state, data, progress, attempts, due, at)
      SELECT account, id, lane, subject, revision + 1, 0, data, item.progress, 0, now, at FROM old;
    ELSE
      UPDATE @.events e SET state = CASE item.state WHEN 'dead' THEN 1 ELSE 0 END, revision = e.revision + 1,
        due = coalesce(item.due, e.due), attempts = item.attempts, progress = item.progress, error = item.error
      WHERE e.position = item.position
        AND (e.account, e.revision, e.state) IS NOT DISTINCT FROM (of_account, item.revision, 0::smallint);
    END CASE;
    IF NOT FOUND THEN RAISE SQLSTATE 'WZ001'; END IF;
  END LOOP;

  FOR item IN SELECT * FROM jsonb_to_recordset(write) AS w(
    key text, value text, version text, "group" text, subject text, "expiresAt" bigint
  ) ORDER BY w.key LOOP
    IF item.version IS NOT NULL THEN
      IF item.value IS NULL THEN
        DELETE FROM @.records r WHERE r.account = of_account AND r.key = item.key
          AND r.version::text = item.version AND (r.expires_at IS NULL OR r.expires_at > now);
      ELSE
        UPDATE @.records r SET value = item.value, version = nextval('@.record_versions'),
          in_group = item."group", subject = item.subject, expires_at = item."expiresAt"
        WHERE r.account = of_account AND r.key = item.key AND r.version::text = item.version
          AND (r.expires_at IS NULL OR r.expires_at > now);
      END IF;
    ELSIF item.value IS NULL THEN
      DELETE FROM @.records r WHERE r.account = of_account AND r.key = item.key AND r.expires_at <= now;
      PERFORM 1 FROM @.records r WHERE r.account = of_account AND r.key = item.key;
      IF FOUND THEN RAISE SQLSTATE 'WZ001'; END IF;
      CONTINUE;
    ELSE
      INSERT INTO @.records AS r (account, key, value, version, in_group, subject, expires_at)
      VALUES (of_account, item.key, item.value, nextval('@.record_versions'), item."group", item.subject, item."expiresAt")
      ON CONFLICT (account, key) DO UPDATE SET value = excluded.value, version = excluded.version,
        in_group = excluded.in_group, subject = excluded.subject, expires_at = excluded.expires_at
      WHERE r.expires_at <= now;
    END IF;
    IF NOT FOUND THEN RAISE SQLSTATE 'WZ001'; END IF;
  END LOOP;

  FOR item IN SELECT * FROM jsonb_to_recordset(append) AS a(id text, lane text, subject text, data text, due bigint) LOOP
    INSERT INTO @.events (account, id, lane, subject, revision, state, data, attempts, due, at)
    VALUES (of_account, item.id, item.lane, item.subject, 1, 0, item.data, 0, coalesce(item.due, now), now)
    ON CONFLICT (account, id) DO NOTHING;
    appended := appended || FOUND;
    -- A lane that was added for known events only has no events.
    IF NOT FOUND AND item.lane = ANY (entered) THEN changed := changed || item.lane; END IF;
  END LOOP;

  PERFORM @.refresh_lane(of_account, c.name, 1) FROM unnest(changed) AS c(name);
  RETURN appended;
EXCEPTION WHEN SQLSTATE 'WZ001' THEN
  RETURN NULL;
END
$$;
`
