import { faultVerbs } from './fault-verbs.ts'
import { messageVerbs } from './message-verbs.ts'
import type { Verb } from './verb.ts'
import { worldVerbs } from './world-verbs.ts'

/** All that `POST /_emulator/do` does, by name. Most are methods of the emulator under their own name. */
export const verbs: Readonly<Record<string, Verb>> = { ...messageVerbs, ...worldVerbs, ...faultVerbs }
