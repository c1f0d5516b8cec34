import type { MessageView } from '../../src/server/page-api/page-types.ts'
import type { Texts } from '../text/en.ts'

/** Returns whether a message is a sticker: an image in a `.was` file. */
export const isSticker = ({ type, file }: MessageView): boolean =>
  type === 'image' && (file?.name.endsWith('.was') ?? false)

/** Returns a message as one line. */
export function preview(message: MessageView, t: Texts): string {
  if (message.deleted) return t.deleted
  if (message.text) return message.text
  if (isSticker(message)) return t.sticker
  return t.types[message.type as keyof Texts['types']] ?? message.type
}
