import { signal } from '@preact/signals'
import { language, t } from '../text/text.ts'
import { clockAhead } from './account.ts'

/** Current time of the browser, updated every second. */
const tick = signal(Date.now())
setInterval(() => (tick.value = Date.now()), 1_000)

/** Returns the emulator's time and subscribes to its changes. */
export const now = (): number => tick.value + clockAhead.value

const formats = new Map<string, Intl.DateTimeFormat>()

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${language.value} ${JSON.stringify(options)}`
  const known = formats.get(name) ?? new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : 'ru-RU', options)
  formats.set(name, known)
  return known
}

/** 14:03 */
export const clockTime = (at: number): string => format({ hour: '2-digit', minute: '2-digit' }).format(at)

/** 14:03:07 */
export const clockSeconds = (at: number): string =>
  format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at)

/** Sunday, 22 November */
export const longDay = (at: number): string => format({ weekday: 'long', day: 'numeric', month: 'long' }).format(at)

const dayOf = (at: number): string => new Date(at).toDateString()
const DAY_MS = 86_400_000

/** "Today", "Yesterday" or "12 Nov". */
export function day(at: number): string {
  const today = Date.now() + clockAhead.value
  if (dayOf(at) === dayOf(today)) return t.value.today
  if (dayOf(at) === dayOf(today - DAY_MS)) return t.value.yesterday
  return format({ day: 'numeric', month: 'short' }).format(at)
}

/** Returns the time for the list of chats: the clock time of today, or else the day. */
export const shortTime = (at: number): string => (day(at) === t.value.today ? clockTime(at) : day(at))

/** 1 d 2 h 3 min */
export function span(ms: number): string {
  // Round, because the two clocks are read at different moments.
  const minutes = Math.round(ms / 60_000)
  const units = t.value.shortUnits
  const parts = [
    [Math.floor(minutes / 1440), units.days],
    [Math.floor(minutes / 60) % 24, units.hours],
    [minutes % 60, units.minutes],
  ] as const
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(' ')
}
