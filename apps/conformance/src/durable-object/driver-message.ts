import type { DueQueues } from '@wazzup-kit/core/store'

/** A call of a driver in an object, from the test. */
export interface DriverCall {
  name: string
  parameters: readonly unknown[]
  /** The clock of the test. */
  now: number
}

/** What became of a call. */
export interface DriverAnswer {
  result?: unknown
  error?: string | undefined
  /** With what a listener was called since the last answer. */
  due: (DueQueues | undefined)[]
}

const missing = { $: 'undefined' }

/** Returns a message as JSON. In a list, undefined differs from null. */
export function writeMessage(message: DriverCall | DriverAnswer): string {
  return JSON.stringify(message, (_name, value: unknown) =>
    Array.isArray(value) ? value.map((each: unknown) => (each === undefined ? missing : each)) : value,
  )
}

/** Returns the message of a text. */
export function readMessage<Message extends DriverCall | DriverAnswer>(text: string): Message {
  return restore(JSON.parse(text)) as Message
}

function restore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => (isMissing(each) ? undefined : restore(each)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, restore(each)]))
}

function isMissing(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$' in value && value.$ === missing.$
}
