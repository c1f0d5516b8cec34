import { effect, signal, type Signal } from '@preact/signals'

const PREFIX = 'wazzup-emulator/'

function read(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null')
  } catch {
    return null
  }
}

/** Creates a choice that this browser stores; an invalid stored value is ignored. */
export function kept<Value>(name: string, otherwise: Value, isRight: (value: unknown) => boolean): Signal<Value> {
  const before = read(name)
  const value = signal(before !== null && isRight(before) ? (before as Value) : otherwise)
  effect(() => {
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(value.value))
    } catch {
      // Storage may be unavailable; the choice then lasts until the page is closed.
    }
  })
  return value
}
