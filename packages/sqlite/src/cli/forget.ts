import { UsageError, type CommandLine } from './command-line.ts'
import type { Opened } from './open-account.ts'
import { say, sayJson } from './terminal.ts'

/** Deletes everything about a chat. */
export async function forget({ account }: Opened, { values }: CommandLine): Promise<number> {
  const { channel: channelId, 'chat-type': chatType, 'chat-id': chatId } = values
  if (!channelId || !chatType || !chatId) throw new UsageError('forget needs --channel, --chat-type and --chat-id.')
  const deleted = await account.forget({ channelId, chatType, chatId })
  if (values.json) sayJson({ deleted })
  else say(`${deleted} ${deleted === 1 ? 'row' : 'rows'} deleted.`)
  return 0
}
