import { mixed } from '../messages.ts'
import { wazzupWith } from '../wazzup-receiver.ts'

export const createContender = wazzupWith(mixed)
