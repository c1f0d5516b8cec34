import { listPauses } from '@wazzup-kit/core/store'
import type { CommandLine } from './command-line.ts'
import type { Opened } from './open-account.ts'
import { createTable, say, sayJson, toDuration, toPlainText } from './terminal.ts'

/** Prints how much waits, how much is dead, and what is paused. */
export async function stats({ account }: Opened, { values }: CommandLine): Promise<number> {
  const { waiting, oldest, dead } = await account.stats()
  const paused = await listPauses(account)
  if (values.json) {
    sayJson({ account: account.account, waiting, oldest, dead, paused })
    return 0
  }
  const queues = Object.entries(waiting)
  if (queues.length === 0) say('Nothing waits.')
  else {
    const print = createTable(['QUEUE', 'WAITING', 'OLDEST'])
    print(queues.map(([queue, count]) => [queue, String(count), toDuration(Date.now() - oldest[queue]!)]))
  }
  say(`${dead} dead ${dead === 1 ? 'event' : 'events'}`)
  for (const { channelId, reason } of paused) {
    say(toPlainText(`${channelId === undefined ? 'The key' : `Channel ${channelId}`} is paused: ${reason}`))
  }
  return 0
}
