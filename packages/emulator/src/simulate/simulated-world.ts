import { getTransportFacts } from '@wazzup-kit/core/messengers'
import type { World } from '../api/call.ts'
import type { Changes } from '../account/changes.ts'
import type { Deliveries } from '../webhooks/deliveries.ts'
import type { EmulatedChannel } from '../account/entities/entities.ts'
import type { Random } from '../account/random.ts'
import type { WebhookMessage } from '../webhooks/message-items.ts'
import { writeDate } from '../webhooks/message-dates.ts'

/** The parts of the emulator that simulations use. */
export interface SimulatedWorld {
  readonly world: Pick<World, 'state' | 'ledger' | 'clock' | 'messageDates' | 'chatIdFor' | 'newCustomers' | 'files'>
  readonly deliveries: Pick<Deliveries, 'announce' | 'ask'>
  /** Reports a change that no webhook reports. */
  readonly tell: Changes['tell']
  /** Ids of messages that were not sent through the API. */
  readonly messageIds: Random
}

/** Returns the channel with this id, by default the first WhatsApp one. Throws when there is none. */
export function channelOf({ world }: { world: Pick<World, 'state'> }, channelId: string | undefined): EmulatedChannel {
  const all = [...world.state.channels.values()]
  const channel = channelId === undefined ? all.find(({ transport }) => transport === 'whatsapp') : undefined
  const found = channel ?? world.state.channels.get(channelId ?? '')
  if (!found) throw new Error(`The emulated account has no channel ${channelId ?? 'for WhatsApp'}`)
  return found
}

/** Returns the usual type of chat of a channel. */
export function chatTypeOf({ transport }: EmulatedChannel): string {
  return getTransportFacts(transport)?.chatTypes.value[0] ?? transport
}

/** Returns the message with this id. Throws when there is none. */
export function messageOf({ world }: SimulatedWorld, messageId: string): WebhookMessage {
  const message = world.state.messages.get(messageId)
  if (!message) throw new Error(`The emulated account has no message ${messageId}`)
  return message
}

/** Returns the current time in ISO 8601. */
export function timestampOf({ world }: SimulatedWorld): string {
  return writeDate(world.clock.now())
}
