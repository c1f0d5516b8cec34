import { faultActions } from './fault-actions.ts'
import { messageActions } from './message-actions.ts'
import type { Action } from './action.ts'
import { accountActions } from './account-actions.ts'

/** All that `POST /_emulator/do` does, by name. Most are methods of the emulator under their own name. */
export const actions: Readonly<Record<string, Action>> = { ...messageActions, ...accountActions, ...faultActions }
