import { setTimeout as wait } from 'node:timers/promises'
import { paint, print as printToScreen, type Style } from '../paint.ts'
import type { Finding } from './judge.ts'
import { wrap } from './lines.ts'
import type { WireLine } from './wire.ts'

/** A message as it is printed in the chat. */
export interface Bubble {
  side: 'customer' | 'house'
  /** Name of the author. */
  by: string
  text: string
  /** Milliseconds since 1970. */
  at: number
  /** Status of an outgoing message; messages of the customer have none. */
  mark?: keyof typeof marks
}

/** Prints a conversation: the customer on the left, the bot and the operators on the right, the HTTP requests in between. */
export interface ChatView {
  /** Prints a fact about the setup, before the first scene. */
  fact(name: string, text: string): void
  /** Prints the title of a scene. */
  scene(title: string): Promise<void>
  /** Prints a message. */
  bubble(bubble: Bubble): Promise<void>
  /** Prints HTTP requests between Wazzup and the bot. */
  wire(lines: readonly WireLine[]): Promise<void>
  /** Prints a report to the operators on duty. */
  duty(text: string): Promise<void>
  /** Prints what the shop tells the bot. */
  shop(text: string): Promise<void>
  /** Prints an explanation between the messages. */
  note(text: string): Promise<void>
  /** Prints what happens to the bot itself. */
  turn(text: string): Promise<void>
  /** Prints one result of the final check. */
  finding(finding: Finding): void
  /** Prints numbers with their names. */
  table(rows: readonly (readonly [name: string, value: number])[]): void
}

const marks = {
  sent: ['✓ sent', 'dim'],
  delivered: ['✓✓ delivered', 'dim'],
  read: ['✓✓ read', 'blue'],
  error: ['✗ failed', 'red'],
} as const satisfies Record<string, [string, Style]>

/** Creates a view that prints at reading speed on a terminal and without delays elsewhere, such as in tests. */
export function createChatView(print: (line: string) => void = printToScreen): ChatView {
  const width = Math.min(process.stdout.columns || 80, 80)
  const pause = (ms: number): Promise<void> => (process.stdout.isTTY ? wait(ms) : Promise.resolve())
  const reading = (text: string): Promise<void> => pause(500 + 25 * text.length)

  function printLeft({ by, at }: Bubble, lines: readonly string[]): void {
    print(`  ${paint('cyan', by)} ${paint('dim', timeOfDay(at))}`)
    for (const line of lines) print(`  ${paint('cyan', '▌')} ${line}`)
  }

  function printRight({ by, at, mark = 'sent' }: Bubble, lines: readonly string[]): void {
    const [label, style] = marks[mark]
    const left = ' '.repeat(Math.max(0, width - by.length - label.length - 9))
    print(`${left}${paint('green', by)} ${paint('dim', timeOfDay(at))} ${paint(style, label)}`)
    const longest = Math.max(...lines.map(({ length }) => length))
    for (const line of lines) print(`${line.padEnd(longest).padStart(width - 4)} ${paint('green', '▐')}`)
  }

  return {
    fact: (name, text) => print(`  ${paint('dim', name.padEnd(9))} ${text}`),

    async scene(title) {
      await pause(900)
      print('')
      print(paint('bold', `── ${title} `.padEnd(width, '─')))
      print('')
      await pause(600)
    },

    async bubble(bubble) {
      const lines = wrap(bubble.text, Math.floor(width * 0.7))
      if (bubble.side === 'customer') printLeft(bubble, lines)
      else printRight(bubble, lines)
      await reading(bubble.text)
    },

    async wire(lines) {
      for (const { to, request, about, status } of lines) {
        const head = `  → ${to.padEnd(6)}  ${request.padEnd(16)}  `
        const [first, ...rest] = wrap(about.join(', '), width - head.length - 6)
        print(paint('dim', `${head}${first!.padEnd(width - head.length - 6)} ${status}`))
        for (const row of rest) print(paint('dim', ' '.repeat(head.length) + row))
        await pause(250)
      }
    },

    async duty(text) {
      const [first, ...rest] = wrap(text, width - 16)
      print(`  ${paint('yellow', '! on duty:')}  ${first}`)
      for (const line of rest) print(' '.repeat(14) + line)
      await reading(text)
    },

    async shop(text) {
      print(`  ${paint('magenta', 'the shop:')}   ${text}`)
      await reading(text)
    },

    async note(text) {
      for (const line of wrap(text, width - 4)) print(`  ${paint('italic', line)}`)
      await reading(text)
    },

    async turn(text) {
      await pause(600)
      print(paint('red', `  ── ${text} ──`))
      await reading(text)
    },

    finding({ verdict, text }) {
      const [first, ...rest] = wrap(text, width - 6)
      print(`  ${verdict === 'right' ? paint('green', '✓') : paint('red', '✗')} ${first}`)
      for (const line of rest) print(`    ${line}`)
    },

    table(rows) {
      const longest = Math.max(...rows.map(([name]) => name.length))
      for (const [name, value] of rows) print(`  ${name.padEnd(longest)}  ${String(value).padStart(3)}`)
    },
  }
}

function timeOfDay(at: number): string {
  return new Date(at).toISOString().slice(11, 16)
}
