import { effect, signal, type Signal } from '@preact/signals'

const PREFIX = 'wazzup-emulator/'

function read(storage: () => Storage, name: string): unknown {
  try {
    return JSON.parse(storage().getItem(PREFIX + name) ?? 'null')
  } catch {
    return null
  }
}

/** Creates a value that this browser stores, by default for all visits; an invalid stored value is ignored. */
export function kept<Value>(
  name: string,
  otherwise: Value,
  isRight: (value: unknown) => boolean,
  storage: () => Storage = () => localStorage,
): Signal<Value> {
  const before = read(storage, name)
  const value = signal(before !== null && isRight(before) ? (before as Value) : otherwise)
  effect(() => {
    try {
      storage().setItem(PREFIX + name, JSON.stringify(value.value))
    } catch {
      // Storage may be unavailable; the value then lasts until the page is closed.
    }
  })
  return value
}
