import type { DeliveryRecord } from '@wazzup-kit/emulator'
import type { Story } from './story.ts'

/** One item of `messages` as it was delivered. */
export type Item = Record<string, unknown>

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One item of `messages`, with the time of its delivery by the emulator's clock. */
export interface PostedItem {
  item: Item
  at: number
}

/** Returns all items of `messages` in readable bodies, in order. An object in place of the list counts as one item. */
export function postedItems({ emulator }: Pick<Story, 'emulator'>): PostedItem[] {
  return emulator.deliveries.flatMap(({ body, at }: DeliveryRecord) => {
    const messages = isItem(body) ? [body.messages].flat() : []
    return messages.filter(isItem).map((item) => ({ item, at }))
  })
}
