import type { EventEnd, Settlement, StoredEvent } from './driver.ts'

/** Returns the settlement that ends the run of an event, unless the event has changed since it was read. */
export function endRun({ position, lane, revision }: StoredEvent, end: EventEnd): Settlement {
  return { position, lane, revision, end }
}
