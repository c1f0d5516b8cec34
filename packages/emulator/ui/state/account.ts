import type { Settings } from '../../src/account/settings.ts'
import { computed, signal } from '@preact/signals'
import type {
  ChannelView,
  ChatHead,
  FaultsView,
  LogLine,
  Snapshot,
  SubscriptionView,
  TemplateView,
} from '../../src/server/page-api/page-types.ts'

// State of the emulator, as known to the page.

export const channels = signal<ChannelView[]>([])
export const states = signal<readonly string[]>([])
export const templates = signal<TemplateView[]>([])
export const chats = signal<ReadonlyMap<string, ChatHead>>(new Map())
/** Lines of the log, newest first. */
export const log = signal<readonly LogLine[]>([])
export const faults = signal<FaultsView | undefined>(undefined)
export const subscription = signal<SubscriptionView | undefined>(undefined)
/** Whether a reset has removed the subscription of the app. */
export const subscriptionGone = signal(false)
export const settings = signal<Settings | undefined>(undefined)
export const apiKey = signal<string | null>(null)
/** Milliseconds by which the emulator's clock is ahead of the browser's. */
export const clockAhead = signal(0)
/** State of the connection to the emulator. */
export const line = signal<'starting' | 'live' | 'lost'>('starting')
/** Whether the page has loaded the state of the emulator. */
export const account = signal<'unknown' | 'known'>('unknown')

/** Messengers by how common they are; unknown ones are last. */
const order = ['whatsapp', 'wapi', 'tgapi', 'telegram', 'instagram', 'max', 'maxbot', 'vk', 'avito', 'viber']
const rank = ({ transport }: ChannelView): number => (order.indexOf(transport) + order.length + 1) % (order.length + 1)

/** The channels, those of the most common messengers first. */
export const phones = computed(() => [...channels.value].sort((one, other) => rank(one) - rank(other)))

/** Chats by channel, the newest first. */
export const chatsByChannel = computed(() => {
  const byChannel = new Map<string, ChatHead[]>()
  for (const chat of chats.value.values()) {
    const list = byChannel.get(chat.channelId)
    if (list) list.push(chat)
    else byChannel.set(chat.channelId, [chat])
  }
  for (const list of byChannel.values()) list.sort((one, other) => other.order - one.order)
  return byChannel
})

export function putSubscription(next: SubscriptionView): void {
  if (next.webhooksUri) subscriptionGone.value = false
  subscription.value = next
}

/** Replaces the state by a snapshot. */
export function fill(snapshot: Snapshot): void {
  channels.value = snapshot.channels
  states.value = snapshot.states
  templates.value = snapshot.templates
  chats.value = new Map(snapshot.chats.map((chat) => [chat.key, chat]))
  log.value = snapshot.log
  faults.value = snapshot.faults
  if (subscription.peek()?.webhooksUri && !snapshot.subscription.webhooksUri) subscriptionGone.value = true
  putSubscription(snapshot.subscription)
  settings.value = snapshot.settings
  apiKey.value = snapshot.apiKey
  clockAhead.value = snapshot.now - Date.now()
  account.value = 'known'
}

/** Updates several chats with one copy of the map. */
export function putChats(heads: readonly ChatHead[]): void {
  if (heads.length === 0) return
  const next = new Map(chats.value)
  for (const head of heads) next.set(head.key, head)
  chats.value = next
}

const MOST_LINES = 5_000
/** A line changes only soon after it was added, so only this number of newest lines is searched. */
const RECENT_LINES = 300

/** Updates or adds lines of the log; the oldest of `lines` is first. */
export function putLines(lines: readonly LogLine[]): void {
  if (lines.length === 0) return
  const recent = log.value.slice(0, RECENT_LINES)
  const fresh: LogLine[] = []
  for (const line of lines) {
    const isSame = ({ kind, number }: LogLine): boolean => kind === line.kind && number === line.number
    const list = fresh.some(isSame) ? fresh : recent
    const at = list.findIndex(isSame)
    if (at === -1) fresh.unshift(line)
    else list[at] = line
  }
  log.value = [...fresh, ...recent, ...log.value.slice(RECENT_LINES)].slice(0, MOST_LINES)
}
