import { toChatKey } from '@wazzup-kit/core'
import { channelIds, chatIds } from '@wazzup-kit/emulator'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Scenario } from '../scenario.ts'

interface Recipe {
  limits: { fetch?: unknown }
}

interface Row {
  kind: string
  message: string
  content: string
}

const file = 'archive.db'

/** Each message, edit, deletion and file is stored once, in the right order. A file of another host is not requested. */
export function createScenario(): Scenario<Recipe> {
  const chats: { chatId: string; kinds: readonly string[] }[] = []
  const files: string[] = []
  return {
    env: (folder) => ({ ARCHIVE_PATH: join(folder, file) }),
    connect({ limits }, { folder, report }) {
      limits.fetch = async (url: string | URL) => {
        report('requested', String(url))
        await new Promise((resolve) => setTimeout(resolve, 20))
        // The first download of a file fails, in whichever process.
        if (isFirst(join(folder, encodeURIComponent(String(url))))) throw new TypeError('fetch failed')
        return new Response(`the bytes of ${String(url)}`)
      }
      return {}
    },
    async round({ emulator: { simulate }, pass }, round) {
      for (const name of ['1', '2']) {
        const chatId = `${chatIds.whatsapp}${round}${name}`
        const [contentUri, forged] = [
          `https://store.wazzup24.com/${chatId}.jpg`,
          `http://169.254.169.254/${chatId}.jpg`,
        ]
        const { messageId } = simulate.customer.send({ chatId, text: 'Helo' })
        simulate.customer.send({ chatId, type: 'image', contentUri })
        simulate.customer.send({ chatId, type: 'image', contentUri: forged })
        await pass(1_000)
        simulate.customer.edit(messageId, 'Hello')
        await pass(1_000)
        simulate.operator.send({ from: 'phone', chatId, text: 'Good morning' })
        await pass(1_000)
        simulate.customer.delete(messageId)
        await pass(1_000)
        files.push(contentUri)
        // Wazzup tells no time of an edit or a deletion, so they have the time of their message.
        chats.push({ chatId, kinds: ['message', 'messageEdited', 'messageDeleted', 'message', 'message', 'echo'] })
      }
      await pass(10_000)
    },
    judge({ folder, reports }) {
      const database = new DatabaseSync(join(folder, file))
      const readChat = database.prepare(`SELECT kind, message, content FROM events
        WHERE message IN (SELECT message FROM events WHERE chat = ?) AND kind <> 'status' ORDER BY at, rowid`)
      const stored = database.prepare('SELECT url, CAST(content AS TEXT) AS content FROM files').all()
      const kindsOf = (chatId: string): string => {
        const chat = toChatKey({ channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId })
        return (readChat.all(chat) as unknown as Row[]).map(({ kind }) => kind).join()
      }
      const violations = chats.flatMap(({ chatId, kinds }) => {
        const found = kindsOf(chatId)
        return found === kinds.join() ? [] : [`of ${chatId} is stored: ${found}`]
      })
      for (const url of files) {
        const rows = stored.filter((row) => row.url === url)
        if (rows.length !== 1 || rows[0]!.content !== `the bytes of ${url}`)
          violations.push(`${url} is not stored once`)
      }
      const requested = reports('requested').map(({ details: [url] }) => String(url))
      if (requested.some((url) => url.includes('169.254'))) violations.push('a forged address was requested')
      database.close()
      return violations
    },
  }
}

/** Returns whether this process is the first of all that creates a file. */
function isFirst(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'))
    return true
  } catch {
    return false
  }
}
