import { faultActions } from './fault-actions.ts'
import { messageActions } from './message-actions.ts'
import type { Action } from './action.ts'
import { accountActions } from './account-actions.ts'

/** All actions of `POST /_emulator/do`, by name. Most are methods of the emulator under their own name. */
export const actions: Readonly<Record<string, Action>> = { ...messageActions, ...accountActions, ...faultActions }
