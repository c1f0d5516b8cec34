/** What identifies an event. */
export interface EventIdentity {
  /**
   * Id of the event: equal when Wazzup sends the event again, and different for each edit, deletion and status of a
   * message. A `template` update, a `channel` update without a time and an item without an id get another id each time.
   * Use it as the key of what you store.
   */
  id: string
  /**
   * When it happened, in milliseconds since 1970: the time that Wazzup sent, or else the time of the delivery. Never later
   * than the delivery. A message in a personal WhatsApp is precise to the minute.
   */
  at: number
}
