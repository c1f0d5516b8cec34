/** The columns of an event. Numbers of 8 bytes become numbers of JavaScript, which `pg` would return as texts. */
export const eventColumns = `position::double precision AS position, id, lane, subject, revision, state, data, progress,
  attempts, due::double precision AS due, at::double precision AS at, error`

/** The columns of a record. */
export const recordColumns = 'key, value, version::text AS version'
