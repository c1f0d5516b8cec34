import type { DeliveryRecord, Emulator, RequestRecord } from '@wazzup-kit/emulator'
import { shorten } from './lines.ts'

/** An HTTP request between Wazzup and the bot, or several in a row with the same route and status. */
export interface WireLine {
  to: 'bot' | 'Wazzup'
  request: string
  /** Message ids, or the events of a delivery. */
  about: string[]
  status: number | 'none'
}

/** Records the requests between Wazzup and the bot. */
export interface Wire {
  /** Returns the requests since the last call, in the order in which they began. */
  take(): WireLine[]
}

export function tapWire(emulator: Emulator): Wire {
  const seen = new Set<DeliveryRecord | RequestRecord>()
  const told = new Set<string>()
  let fresh: (() => WireLine)[] = []

  // A send ends before the delivery that caused it. Deliveries are recorded when they begin, so they are printed first.
  function noticeDeliveries(): void {
    for (const record of emulator.deliveries) {
      if (seen.has(record)) continue
      seen.add(record)
      fresh.push(() => lineOfDelivery(record, told))
    }
  }
  emulator.watchDeliveries(noticeDeliveries)
  emulator.watch((record) => {
    noticeDeliveries()
    fresh.push(() => lineOfRequest(record))
  })

  return {
    take() {
      const lines = fresh.map((lineOf) => lineOf())
      fresh = []
      return join(lines)
    },
  }
}

function lineOfRequest({ method, path, body, status }: RequestRecord): WireLine {
  const { crmMessageId } = (body ?? {}) as { crmMessageId?: string }
  const about = crmMessageId === undefined ? [] : [shorten(crmMessageId)]
  return { to: 'Wazzup', request: `${method} ${path}`, about, status: status ?? 'none' }
}

function lineOfDelivery({ url, body, response }: DeliveryRecord, told: Set<string>): WireLine {
  const text = JSON.stringify(body)
  const again = told.has(text) ? ' again' : ''
  told.add(text)
  const about = namesIn(body as Partial<Record<string, unknown>>).map((name) => name + again)
  return { to: 'bot', request: `POST ${new URL(url).pathname}`, about, status: response?.status ?? 'none' }
}

type Items = Record<string, unknown>[]

/** Returns a short name for each item of a delivery. */
function namesIn({ messages = [], statuses = [], channelsUpdates = [], ...others }: Record<string, unknown>): string[] {
  return [
    ...(messages as Items).map(({ isEcho }) => (isEcho === true ? 'echo' : 'message')),
    ...(statuses as Items).map(({ status }) => String(status)),
    ...(channelsUpdates as Items).map(({ state }) => `channel ${String(state)}`),
    ...Object.keys(others),
  ]
}

function join(lines: readonly WireLine[]): WireLine[] {
  const joined: WireLine[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    const isAlike = last?.to === line.to && last.request === line.request && last.status === line.status
    if (isAlike) last.about.push(...line.about)
    else joined.push({ ...line, about: [...line.about] })
  }
  return joined
}
