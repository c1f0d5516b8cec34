import { alike } from '../messages.ts'
import { wazzupWith } from '../wazzup-receiver.ts'

export const createContender = wazzupWith(alike)
