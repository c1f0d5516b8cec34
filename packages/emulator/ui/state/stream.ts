import { batch } from '@preact/signals'
import type { StreamEvents } from '../../src/server/page-api/page-types.ts'
import {
  channels,
  clockAhead,
  faults,
  fill,
  line,
  putChats,
  putLines,
  putSubscription,
  settings,
  templates,
} from './account.ts'
import { announce } from './announce.ts'
import { getState } from './ask.ts'
import { showNothing } from './open.ts'
import { forgetAll, putMessages } from './threads.ts'

type Event = { [Name in keyof StreamEvents]: { name: Name; data: StreamEvents[Name] } }[keyof StreamEvents]

/** Events since the page was last drawn. */
let waiting: Event[] = []
let timer: ReturnType<typeof setTimeout> | undefined

async function refill(): Promise<void> {
  const state = await getState()
  batch(() => fill(state))
  forgetAll()
}

function put(event: Event): void {
  switch (event.name) {
    case 'channel':
      channels.value = channels.value.map((channel) =>
        channel.channelId === event.data.channelId ? event.data : channel,
      )
      break
    case 'template':
      templates.value = templates.value.map((template) =>
        template.templateGuid === event.data.templateGuid ? event.data : template,
      )
      break
    case 'faults':
      faults.value = event.data
      break
    case 'clock':
      clockAhead.value = event.data.now - Date.now()
      break
    case 'subscription':
      putSubscription(event.data)
      break
    case 'settings':
      settings.value = event.data
      break
    case 'reset':
      if (event.data.why === 'reset') showNothing()
      void refill()
      break
  }
}

/** Applies all waiting events in one render. */
function flush(): void {
  const events = waiting
  waiting = []
  timer = undefined
  const told = events.flatMap((event) => (event.name === 'message' ? [event.data] : []))
  batch(() => {
    announce(told)
    putChats(told.map(({ chat }) => chat))
    putMessages(told.map(({ message }) => message))
    putLines(events.flatMap((event) => (event.name === 'log' ? [event.data] : [])))
    for (const event of events) put(event)
  })
}

const names: readonly (keyof StreamEvents)[] = [
  'message',
  'channel',
  'template',
  'log',
  'faults',
  'clock',
  'subscription',
  'settings',
  'reset',
]

/** Starts to listen to the emulator. The browser reconnects after a broken connection. */
export function listen(): void {
  const stream = new EventSource('/_emulator/stream')
  stream.onopen = () => {
    // Only at the start: after a reconnect, the stream reports missed events with `reset`.
    if (line.value === 'starting') void refill()
    line.value = 'live'
  }
  stream.onerror = () => {
    line.value = 'lost'
    // After some errors the browser does not reconnect.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2_000)
  }
  for (const name of names) {
    stream.addEventListener(name, (event) => {
      waiting.push({ name, data: JSON.parse((event as MessageEvent<string>).data) } as Event)
      timer ??= setTimeout(flush, 16)
    })
  }
}
