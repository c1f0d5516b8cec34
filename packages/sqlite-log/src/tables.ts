/**
 * Creates the tables of the log in their first version, so never change it: a later version changes them by another text.
 * They begin with `wazzup_`, because a Durable Object may have tables of its own in the same database. `state` is 0 for
 * waiting, 1 for dead and 2 for done events. `ready_at` of a lane is when it can be claimed: `due` of its first event, or
 * the end of its claim.
 */
export const createTables = `
  CREATE TABLE wazzup_openings (count INTEGER NOT NULL);
  INSERT INTO wazzup_openings VALUES (0);
  CREATE TABLE wazzup_accounts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

  CREATE TABLE wazzup_events (
    position INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, id TEXT NOT NULL, lane TEXT NOT NULL,
    subject TEXT, revision INTEGER NOT NULL, state INTEGER NOT NULL, data TEXT, progress TEXT,
    attempts INTEGER NOT NULL, due INTEGER NOT NULL, at INTEGER NOT NULL, error TEXT, keep_until INTEGER, done_at INTEGER
  );
  CREATE UNIQUE INDEX wazzup_event_ids ON wazzup_events (account, id);
  CREATE INDEX wazzup_waiting_events ON wazzup_events (account, lane, position, at) WHERE state = 0;
  CREATE INDEX wazzup_dead_events ON wazzup_events (account, position) WHERE state = 1;
  CREATE INDEX wazzup_done_events ON wazzup_events (account, done_at) WHERE state = 2;
  CREATE INDEX wazzup_kept_events ON wazzup_events (account, keep_until) WHERE keep_until IS NOT NULL;
  CREATE INDEX wazzup_event_subjects ON wazzup_events (account, subject) WHERE subject IS NOT NULL;

  CREATE TABLE wazzup_lanes (
    account INTEGER NOT NULL, name TEXT NOT NULL, queue TEXT NOT NULL, due INTEGER NOT NULL,
    ready_at INTEGER NOT NULL, token TEXT, lease_until INTEGER NOT NULL, claims INTEGER NOT NULL, PRIMARY KEY (account, name)
  ) WITHOUT ROWID;
  CREATE INDEX wazzup_ready_lanes ON wazzup_lanes (account, queue, ready_at);

  CREATE TABLE wazzup_records (
    account INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, version TEXT NOT NULL, in_group TEXT,
    subject TEXT, expires_at INTEGER, PRIMARY KEY (account, key)
  );
  CREATE INDEX wazzup_record_groups ON wazzup_records (account, in_group, key) WHERE in_group IS NOT NULL;
  CREATE INDEX wazzup_record_subjects ON wazzup_records (account, subject) WHERE subject IS NOT NULL;
  CREATE INDEX wazzup_record_expiry ON wazzup_records (account, expires_at) WHERE expires_at IS NOT NULL;
`

function waitingEvents(columns: string): string {
  return `SELECT ${columns} FROM wazzup_events INDEXED BY wazzup_waiting_events
    WHERE state = 0 AND account = wazzup_lanes.account AND lane = wazzup_lanes.name`
}

/**
 * Counts an opening of the database, and ends all claims of earlier ones, which still count as abandoned. Run it inside of
 * a transaction, when no other process has the database.
 */
export const startOpening = `
  UPDATE wazzup_openings SET count = count + 1;
  DELETE FROM wazzup_lanes WHERE token IS NOT NULL AND NOT EXISTS (${waitingEvents('1')});
  UPDATE wazzup_lanes SET (token, lease_until, due, ready_at) = (${waitingEvents('NULL, 0, wazzup_events.due, wazzup_events.due')}
    ORDER BY position LIMIT 1) WHERE token IS NOT NULL;
`

/** Reads how often the database was opened. */
export const readOpenings = 'SELECT count FROM wazzup_openings'
