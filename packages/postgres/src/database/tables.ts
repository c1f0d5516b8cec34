/**
 * The tables of version 1. `state` is 0 for waiting, 1 for dead and 2 for done events. `ready_at` of a lane is when it can
 * be claimed: `due` of its first event, or the end of its claim. Texts have the collation "C", so that they are ordered by
 * their bytes.
 */
export const tables = `
CREATE TABLE @.events (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL, lane text COLLATE "C" NOT NULL, subject text COLLATE "C", revision integer NOT NULL,
  state smallint NOT NULL, data text, progress text, attempts integer NOT NULL, due bigint NOT NULL, at bigint NOT NULL,
  error text, keep_until bigint, done_at bigint
);
CREATE UNIQUE INDEX event_ids ON @.events (account, id);
CREATE INDEX waiting_events ON @.events (account, lane, position) INCLUDE (at) WHERE state = 0;
CREATE INDEX dead_events ON @.events (account, position) WHERE state = 1;
CREATE INDEX done_events ON @.events (account, done_at) WHERE state = 2;
CREATE INDEX kept_events ON @.events (account, keep_until) WHERE keep_until IS NOT NULL;
CREATE INDEX event_subjects ON @.events (account, subject) WHERE subject IS NOT NULL;

CREATE TABLE @.lanes (
  account text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, queue text COLLATE "C" NOT NULL,
  due bigint NOT NULL, ready_at bigint NOT NULL, token text, lease_until bigint NOT NULL, claims integer NOT NULL,
  PRIMARY KEY (account, name)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX ready_lanes ON @.lanes (account, queue, ready_at);
CREATE INDEX claimed_lanes ON @.lanes (account, queue, ready_at) WHERE token IS NOT NULL;

CREATE SEQUENCE @.record_versions;
CREATE TABLE @.records (
  account text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, value text NOT NULL, version bigint NOT NULL,
  in_group text COLLATE "C", subject text COLLATE "C", expires_at bigint, PRIMARY KEY (account, key)
);
CREATE INDEX record_groups ON @.records (account, in_group, key) WHERE in_group IS NOT NULL;
CREATE INDEX record_subjects ON @.records (account, subject) WHERE subject IS NOT NULL;
CREATE INDEX record_expiry ON @.records (account, expires_at) WHERE expires_at IS NOT NULL;
`
