import type { LogLine, MessageView } from '../../src/server/page-api/page-types.ts'

/** An item of a chat. */
export type TimelineItem =
  | { is: 'day'; key: string; at: number }
  | { is: 'message'; key: string; at: number; message: MessageView }
  | { is: 'rejection'; key: string; at: number; line: LogLine }

const cameAt = ({ came, at }: MessageView): number => came ?? at

/** Returns the items of a chat: messages in order, rejected sends by time, and a heading for each day. */
export function timelineOf(messages: readonly MessageView[], rejected: readonly LogLine[]): TimelineItem[] {
  const items: TimelineItem[] = []
  let lastDay = ''
  function put(item: Exclude<TimelineItem, { is: 'day' }>): void {
    const day = new Date(item.at).toDateString()
    if (day !== lastDay) items.push({ is: 'day', key: `day ${item.key}`, at: item.at })
    lastDay = day
    items.push(item)
  }
  const start = messages[0] ? cameAt(messages[0]) : Number.NEGATIVE_INFINITY
  let next = 0
  function putRejectedBefore(end: number): void {
    for (; next < rejected.length && rejected[next]!.at < end; next += 1) {
      const line = rejected[next]!
      if (line.at >= start) put({ is: 'rejection', key: `rejection ${line.number}`, at: line.at, line })
    }
  }
  for (const message of messages) {
    putRejectedBefore(cameAt(message))
    put({ is: 'message', key: message.messageId, at: cameAt(message), message })
  }
  putRejectedBefore(Number.POSITIVE_INFINITY)
  return items
}
