import type { CommandLine } from './command-line.ts'
import type { Opened } from './open-account.ts'
import { say, sayJson } from './terminal.ts'

/** Deletes everything about a chat. */
export async function forget({ account }: Opened, { values }: CommandLine): Promise<number> {
  const chat = { channelId: values.channel!, chatType: values['chat-type']!, chatId: values['chat-id']! }
  const deleted = await account.forget(chat)
  if (values.json) sayJson({ deleted })
  else say(`${deleted} ${deleted === 1 ? 'row' : 'rows'} deleted.`)
  return 0
}
