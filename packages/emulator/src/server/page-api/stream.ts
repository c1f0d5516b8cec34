import type { Change, MessageHappening } from '../../account/changes.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import type { ChatIndex } from './chat-index.ts'
import { deliveryLine, requestLine } from './log-view.ts'
import { channelView, faultsView, subscriptionView, templateView } from './snapshot.ts'
import type { StreamEvents } from './page-types.ts'

/** Changes of the emulator as server-sent events. */
export interface Stream {
  /** Returns the id of the newest event. */
  position(): string
  /** Opens a stream for a page; `last` is the id of the last event that the page received. */
  open(last?: string): ReadableStream<Uint8Array>
  /** Reports a change that was not made through the API. */
  tell(what: 'subscription' | 'settings'): void
  close(): void
}

/** Changes within this time are sent together, each subject once and in its current state. */
const GATHER_MS = 15
/** Interval of a message that keeps the connection open and detects closed ones. */
const BEAT_MS = 15_000
/** A page with more unread bytes is disconnected; it reconnects and loads a snapshot. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024

type Page = ReadableStreamDefaultController<Uint8Array>
type Event = { [Name in keyof StreamEvents]: { name: Name; data: StreamEvents[Name] } }[keyof StreamEvents]

/** Returns the subject of a change; only its last change is sent. */
function subjectOf(change: Change): string {
  if (change.about === 'message') return `message ${change.messageId}`
  if (change.about === 'channel') return `channel ${change.channelId}`
  if (change.about === 'template') return `template ${change.templateGuid}`
  if (change.about === 'request') return `request ${change.request.number}`
  return change.about === 'delivery' ? `delivery ${change.delivery.number}` : change.about
}

/** Returns the message id of a send that was accepted without any webhook; only the response has it. */
function silentlySent({ request }: Change & { about: 'request' }): string | undefined {
  if (request.route !== 'messages.send' || request.status !== 201) return undefined
  return /"messageId":"([^"]+)"/.exec(request.response ?? '')?.[1]
}

/** Creates a stream of the emulator's changes. */
export function createStream(emulator: Emulator, chats: ChatIndex): Stream {
  const life = crypto.randomUUID().slice(0, 8)
  const encoder = new TextEncoder()
  const beat = encoder.encode(': here\n\n')
  const pages = new Map<Page, ReturnType<typeof setInterval>>()
  const waiting = new Map<string, () => Event | undefined>()
  let count = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function drop(page: Page): void {
    clearInterval(pages.get(page))
    pages.delete(page)
  }

  function send(page: Page, bytes: Uint8Array): void {
    if ((page.desiredSize ?? 0) > 0) return page.enqueue(bytes)
    drop(page)
    page.error(new Error('This page reads too slowly'))
  }

  const position = (): string => `${life}-${count}`
  const written = (id: string, { name, data }: Event): string =>
    `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`

  function flush(): void {
    const events = [...waiting.values()].flatMap((look) => look() ?? [])
    waiting.clear()
    timer = undefined
    const bytes = encoder.encode(events.map((event) => written(position(), event)).join(''))
    for (const page of pages.keys()) send(page, bytes)
  }

  function gather(subject: string, look: () => Event | undefined): void {
    count += 1
    if (pages.size === 0) return
    waiting.set(subject, look)
    timer ??= setTimeout(flush, GATHER_MS)
  }

  function told(messageId: string, happened: MessageHappening): void {
    chats.note(messageId, happened)
    gather(`message ${messageId}`, () => {
      const data = chats.look(messageId)
      return data && { name: 'message', data }
    })
  }

  function gatherChange(change: Change): void {
    const subject = subjectOf(change)
    switch (change.about) {
      case 'message':
        return told(change.messageId, change.happened)
      case 'channel': {
        const channel = emulator.state.channels.get(change.channelId)
        return gather(subject, () => channel && { name: 'channel', data: channelView(channel) })
      }
      case 'template': {
        const template = emulator.state.templates.get(change.templateGuid)
        return gather(subject, () => template && { name: 'template', data: templateView(template) })
      }
      case 'request': {
        const sent = silentlySent(change)
        if (sent !== undefined) told(sent, 'written')
        if (change.request.route === 'subscription.set') tell('subscription')
        return gather(subject, () => ({ name: 'log', data: requestLine(change.request) }))
      }
      case 'delivery':
        return gather(subject, () => ({ name: 'log', data: deliveryLine(change.delivery) }))
      case 'faults':
        return gather(subject, () => ({ name: 'faults', data: faultsView(emulator) }))
      case 'unanswered':
        return undefined
      case 'clock':
        return gather(subject, () => ({ name: 'clock', data: { now: emulator.clock.now() } }))
      case 'reset':
        chats.reset()
        waiting.clear()
        return gather(subject, () => ({ name: 'reset', data: { why: 'reset' } }))
    }
  }

  function tell(what: 'subscription' | 'settings'): void {
    if (what === 'settings') return gather(what, () => ({ name: what, data: { ...emulator.state.settings } }))
    gather(what, () => ({ name: what, data: subscriptionView(emulator) }))
  }

  const stop = emulator.watchChanges(gatherChange)

  return {
    position,
    tell,
    open(last) {
      let page: Page
      return new ReadableStream<Uint8Array>(
        {
          start(controller) {
            page = controller
            pages.set(
              page,
              setInterval(() => send(page, beat), BEAT_MS),
            )
            const missed = last !== undefined && last !== position()
            const hello = `retry: 1000\nid: ${position()}\n\n`
            const text = missed ? written(position(), { name: 'reset', data: { why: 'missed' } }) : ''
            page.enqueue(encoder.encode(`${hello}${text}`))
          },
          cancel: () => drop(page),
        },
        new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }),
      )
    },
    close() {
      stop()
      clearTimeout(timer)
      for (const page of pages.keys()) drop(page)
    },
  }
}
