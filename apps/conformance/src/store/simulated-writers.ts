import type { SendInput } from '@wazzup-kit/core'
import { channelIds, chatIds } from '@wazzup-kit/emulator'
import type { SimulatedTime } from './simulated-time.ts'
import type { Ask } from './simulated-webhooks.ts'

/** What an app has asked the outbox for. */
export interface Asked {
  id: string
  /** Its place in the order of its chat; undefined when it has none. */
  lane: string | undefined
  /** Number of its ways to the customer. */
  routes: number
  /** Whether `cancel` returned true. */
  isCancelled: boolean
  /** Whether the app sent it again although it was unknown. */
  isResent: boolean
  /** The entry that must be accepted before this one leaves. */
  behind?: string | undefined
}

interface WriterWorld {
  time: SimulatedTime
  random: () => number
  ask: Ask
  /** Milliseconds for which messages are written. */
  duration: number
}

interface ChatInput {
  channelId: string
  chatType: 'whatsapp' | 'telegram' | 'viber'
  chatId: string
}

const whatsapp = (chatId: string): ChatInput => ({ channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId })
const telegram = (chatId: string): ChatInput => ({ channelId: channelIds.tgapi, chatType: 'telegram', chatId })

/** The chats in which messages are written. */
const chats = [
  whatsapp(chatIds.whatsapp),
  whatsapp('79000000901'),
  whatsapp('79000000902'),
  telegram(chatIds.tgapi),
  telegram('500000901'),
]

/** Texts that several messages of a chat have. */
const common = ['Good day!', 'Your order is ready.']

/** Writes messages in all chats. In each chat, a message is written when the one before is stored. */
export function startWriters({ time, random, ask, duration }: WriterWorld): { asked: Asked[]; done: Promise<unknown> } {
  const asked: Asked[] = []
  const end = time.now() + duration
  const isLikely = (chance: number): boolean => random() < chance

  /** Repeats a call until a process has answered, as an app does that does not know whether a send was stored. */
  async function insist<Result>(call: Parameters<typeof ask<Result>>[0]): Promise<Result> {
    for (;;) {
      const answer = await ask(call)
      if (answer) return answer.result
      await time.sleep(500)
    }
  }

  async function write(chat: ChatInput, id: string): Promise<void> {
    const text = isLikely(0.3) ? common[Math.floor(random() * common.length)]! : `message ${id}`
    const author = isLikely(0.2) ? { crmUserId: 'user-1' } : {}
    const input = {
      ...(isLikely(0.06) ? { ...chat, chatType: 'vk' } : chat),
      ...(isLikely(0.08) ? { contentUri: `https://example.com/${id}.pdf` } : { text }),
      ...author,
    } as SendInput
    const entry: Asked = { id, lane: chat.chatId, routes: 1, isCancelled: false, isResent: false }
    const kind = random()
    if (kind < 0.15) {
      const other = telegram('500000902')
      const routes = [input, { ...other, text } as SendInput]
      asked.push({ ...entry, routes: 2 })
      await insist((outbox) => outbox.send({ routes, after: isLikely(0.7) ? 60_000 : undefined }, { id }))
    } else if (kind < 0.25) {
      asked.push({ ...entry, id: `${id}/1` }, { ...entry, id: `${id}/2`, lane: undefined, behind: `${id}/1` })
      const caption = { ...chat, text: `caption ${id}` } as SendInput
      await insist((outbox) => outbox.sendInOrder([input, caption], { id }))
    } else if (kind < 0.32) {
      asked.push({ ...entry, lane: undefined })
      const notBefore = time.now() + random() * 60_000
      await insist((outbox) => outbox.send(input, { id, notBefore }))
    } else {
      asked.push(entry)
      const expiresIn = isLikely(0.15) ? 5_000 + random() * 60_000 : undefined
      await insist((outbox) => outbox.send(input, { id, expiresIn }))
    }
    if (isLikely(0.08)) void cancelSoon(id)
    if (isLikely(0.5)) void resendIfUnknown(id)
  }

  async function cancelSoon(id: string): Promise<void> {
    await time.sleep(random() * 5_000)
    const entry = asked.find((each) => each.id === id)
    const answer = await ask((outbox) => outbox.cancel(id))
    if (entry && answer?.result) entry.isCancelled = true
  }

  async function resendIfUnknown(id: string): Promise<void> {
    await time.sleep(400_000)
    const entry = asked.find((each) => each.id === id)
    const answer = await ask((outbox) => outbox.get(id))
    if (!entry || answer?.result?.state !== 'unknown') return
    entry.isResent = true
    entry.routes++
    await ask((outbox) => outbox.resend(id, { risk: 'duplicate' }))
  }

  async function writeIn(chat: ChatInput, number: number): Promise<void> {
    for (let count = 0; time.now() < end; count++) {
      await time.sleep(random() * 40_000)
      await write(chat, `${number}-${count}`)
    }
  }

  return { asked, done: Promise.all(chats.map(writeIn)) }
}
