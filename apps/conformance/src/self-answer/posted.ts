import type { DeliveryRecord } from '@wazzup-kit/emulator'
import type { Story } from './story.ts'

/** One item of `messages`, as it was posted. */
export type Item = Record<string, unknown>

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One item of `messages`, and when it was posted by the emulator's clock. */
export interface PostedItem {
  item: Item
  at: number
}

/** All items of `messages` that were posted in a body which can be read, in order; one item alone is a list of one. */
export function postedItems({ emulator }: Pick<Story, 'emulator'>): PostedItem[] {
  return emulator.deliveries.flatMap(({ body, at }: DeliveryRecord) => {
    const messages = isItem(body) ? [body.messages].flat() : []
    return messages.filter(isItem).map((item) => ({ item, at }))
  })
}
