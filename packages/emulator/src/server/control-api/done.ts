/** Response to an action that happened. */
export interface Happened {
  result: unknown
  /** Says that no app is subscribed to what the action posts. */
  notice?: string | undefined
}

/** Response to an action. */
export type Done = Happened | { problem: string }
