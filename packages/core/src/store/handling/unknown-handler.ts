import type { EventEnd, StoredEvent } from '../port/driver.ts'

/** Milliseconds until another process may know the handler of an event, and after which none is expected to. */
const unknownHandler = { wait: 60_000, most: 24 * 60 * 60 * 1_000 }

/**
 * Returns the end of an event whose handler this process does not have: it waits for another version of the app, which may run beside
 * this one. It is dead when a day has passed since `since`.
 */
export function endWithoutHandler(
  { attempts, progress, error }: StoredEvent,
  { now, since, reason }: { now: number; since: number; reason: string },
): EventEnd {
  if (now - since > unknownHandler.most) return { state: 'dead', attempts, progress, error: reason }
  return { state: 'waiting', due: now + unknownHandler.wait, attempts, progress, error }
}
