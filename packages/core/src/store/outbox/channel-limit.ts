import type { RateLimit } from '../../client/timing/rate-limit.ts'
import { shareCall } from '../port/in-time.ts'
import type { OutboxContext } from './context.ts'
import type { Route } from './record.ts'

/**
 * Requests of a channel with a personal WhatsApp. Our assumption: Wazzup names no limit, but about ten equal messages in
 * 100 seconds were rated as spam.
 */
const ofPersonalWhatsapp: RateLimit = { requests: 10, perMilliseconds: 10_000 }

/** The chat types of a personal WhatsApp: its chats and its groups. Only for these the transport is looked for. */
const ofWhatsapp: ReadonlySet<unknown> = new Set(['whatsapp', 'whatsgroup'])

/** The record with the transports of the channels, and the milliseconds for which it is kept. */
const transportsRecord = 'transports'
const kept = 24 * 60 * 60 * 1_000

/** Least milliseconds between two times when a transport that is unknown is looked for. */
const lookInterval = 60_000

/** The limit of channels, and which of them it is for. */
export interface ChannelLimit {
  limit: RateLimit
  isFor(route: Route): Promise<boolean>
}

/** Returns the limit of channels: the given one for all, by default one for a personal WhatsApp only. */
export function createChannelLimit(context: OutboxContext): ChannelLimit | undefined {
  const { perChannel } = context
  if (perChannel === 'unlimited') return undefined
  if (perChannel) return { limit: perChannel, isFor: async () => true }
  const transportOf = createTransports(context)
  return {
    limit: ofPersonalWhatsapp,
    // WABA has the chat type of a personal WhatsApp.
    isFor: async ({ channelId, chatType }) => ofWhatsapp.has(chatType) && (await transportOf(channelId)) === 'whatsapp',
  }
}

/** Creates a function that returns the transport of a channel; undefined when Wazzup cannot be asked. */
function createTransports({ driver, account, wazzup }: OutboxContext): (channelId: string) => Promise<unknown> {
  const known = new Map<string, unknown>()
  let nextLook = Number.NEGATIVE_INFINITY

  /** Looks in the store first: another process may have asked Wazzup. */
  const look = shareCall(async (channelId: string): Promise<void> => {
    const now = await driver.now()
    if (now < nextLook && nextLook - now <= lookInterval) return
    const [record] = await driver.read(account, [transportsRecord])
    for (const [id, transport] of Object.entries((record?.value ?? {}) as object)) known.set(id, transport)
    if (known.has(channelId)) return
    nextLook = now + lookInterval
    if (!wazzup.channels) return
    try {
      const channels = await wazzup.channels.list(undefined, { timeout: 5_000, maxRetries: 0 })
      for (const { channelId, transport } of channels) known.set(channelId, transport)
    } catch {
      // Without the transport there is no limit of ours. The limit of the key holds in any case.
      return
    }
    // If another process has stored them meanwhile, this write changes nothing.
    const value = Object.fromEntries(known)
    const write = [{ key: transportsRecord, value, version: record?.version, expiresAt: now + kept }]
    await driver.commit(account, { write })
  })

  return async (channelId) => {
    if (!known.has(channelId)) await look(channelId)
    return known.get(channelId)
  }
}
