import { subjectOf } from '../outbox/consequences.ts'
import type { EntryRecord } from '../outbox/record.ts'
import type { ChatAddress } from './chat-address.ts'
import { toChatKey } from './chat-key.ts'
import type { StoreDriver, StoredRecord } from './driver.ts'

const pageSize = 500

/** Deletes everything about a chat. An entry with several routes belongs to the chat of each of them. */
export async function forgetChat(driver: StoreDriver, account: string, chat: ChatAddress): Promise<number> {
  const subject = toChatKey(chat)
  let deleted = 0
  let after: string | undefined
  for (;;) {
    const page = await driver.listRecords(account, { prefix: 'entry/', after, limit: pageSize })
    const ofChat = page.filter(({ value }) =>
      (value as EntryRecord).routes.some((route) => subjectOf(route) === subject),
    )
    deleted += await removeEntries(driver, account, ofChat)
    if (page.length < pageSize) break
    after = page.at(-1)!.key
  }
  return deleted + (await driver.forget(account, subject))
}

/** Deletes entries and what is stored under the ids of their messages, in one step. Returns how many records. */
async function removeEntries(driver: StoreDriver, account: string, listed: readonly StoredRecord[]): Promise<number> {
  const keys = listed.map(({ key }) => key)
  for (let entries = listed; entries.length > 0; entries = await readPresent(driver, account, keys)) {
    const messageIds = new Set(entries.flatMap(({ value }) => messageIdsOf(value as EntryRecord)))
    const ofMessages = [...messageIds].flatMap((id) => [`status/${id}`, `sent/${id}`])
    const found = [...entries, ...(await readPresent(driver, account, ofMessages))]
    const write = found.map(({ key, version }) => ({ key, value: undefined, version }))
    if (await driver.commit(account, { write })) return write.length
  }
  return 0
}

function messageIdsOf({ messageId, earlier }: EntryRecord): readonly string[] {
  return messageId === null ? earlier : [...earlier, messageId]
}

async function readPresent(driver: StoreDriver, account: string, keys: readonly string[]): Promise<StoredRecord[]> {
  return (await driver.read(account, keys)).filter((record) => record !== undefined)
}
