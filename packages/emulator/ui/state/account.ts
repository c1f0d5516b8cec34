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

// What the emulator holds, as far as the page knows it.

export const channels = signal<ChannelView[]>([])
export const states = signal<readonly string[]>([])
export const templates = signal<TemplateView[]>([])
export const chats = signal<ReadonlyMap<string, ChatHead>>(new Map())
/** Newest first. */
export const log = signal<readonly LogLine[]>([])
export const faults = signal<FaultsView | undefined>(undefined)
export const subscription = signal<SubscriptionView | undefined>(undefined)
export const settings = signal<Settings | undefined>(undefined)
export const apiKey = signal<string | null>(null)
/** How far the emulator's clock is ahead of this one, in milliseconds. */
export const clockAhead = signal(0)
/** Whether the page hears what happens. */
export const line = signal<'starting' | 'live' | 'lost'>('starting')
/** Whether it knows what the emulator holds. */
export const account = signal<'unknown' | 'known'>('unknown')

/** Messengers in the order in which most people ask for them; unknown ones come last. */
const order = ['whatsapp', 'wapi', 'tgapi', 'telegram', 'instagram', 'max', 'maxbot', 'vk', 'avito', 'viber']
const rank = ({ transport }: ChannelView): number => (order.indexOf(transport) + order.length + 1) % (order.length + 1)

/** The channels, those first that most people ask for. */
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

/** Takes a snapshot in. */
export function fill(snapshot: Snapshot): void {
  channels.value = snapshot.channels
  states.value = snapshot.states
  templates.value = snapshot.templates
  chats.value = new Map(snapshot.chats.map((chat) => [chat.key, chat]))
  log.value = snapshot.log
  faults.value = snapshot.faults
  subscription.value = snapshot.subscription
  settings.value = snapshot.settings
  apiKey.value = snapshot.apiKey
  clockAhead.value = snapshot.now - Date.now()
  account.value = 'known'
}

/** Chats that change in one go are copied once. */
export function putChats(heads: readonly ChatHead[]): void {
  if (heads.length === 0) return
  const next = new Map(chats.value)
  for (const head of heads) next.set(head.key, head)
  chats.value = next
}

const MOST_LINES = 5_000
/** A line changes soon after it came, so it is looked for among the newest only. */
const RECENT_LINES = 300

/** The same for lines of the log, the oldest first. */
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
