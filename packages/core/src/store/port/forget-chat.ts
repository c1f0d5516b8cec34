import { toChatKey } from './chat-key.ts'
import type { StoreDriver, StoredRecord } from './driver.ts'
import type { ChatAddress } from './chat-address.ts'

const pageSize = 500

/** The fields of an entry of the outbox by which its chats are found. */
interface Entry {
  messageId: string | null
  routes: readonly Partial<ChatAddress>[]
}

/** Deletes everything about a chat. An entry with several routes belongs to the chat of each of them. */
export async function forgetChat(driver: StoreDriver, account: string, chat: ChatAddress): Promise<number> {
  const subject = toChatKey(chat)
  let deleted = 0
  let after: string | undefined
  for (;;) {
    const page = await driver.listRecords(account, { prefix: 'entry/', after, limit: pageSize })
    for (const record of page) {
      const { messageId, routes } = record.value as Entry
      if (!routes.some((route) => isChat(route, chat))) continue
      deleted += await remove(driver, account, [record.key])
      if (messageId !== null) deleted += await remove(driver, account, [`status/${messageId}`, `sent/${messageId}`])
    }
    if (page.length < pageSize) break
    after = page.at(-1)!.key
  }
  return deleted + (await driver.forget(account, subject))
}

function isChat(route: Partial<ChatAddress>, { channelId, chatType, chatId }: ChatAddress): boolean {
  return route.channelId === channelId && route.chatType === chatType && route.chatId === chatId
}

async function remove(driver: StoreDriver, account: string, keys: readonly string[]): Promise<number> {
  for (;;) {
    const found = (await driver.read(account, keys)).filter((record): record is StoredRecord => record !== undefined)
    const write = found.map(({ key, version }) => ({ key, value: undefined, version }))
    if (write.length === 0 || (await driver.commit(account, { write }))) return write.length
  }
}
