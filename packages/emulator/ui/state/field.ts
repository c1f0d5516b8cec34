import { signal, type Signal } from '@preact/signals'

const fields = new Map<string, Signal>()

/** Returns the value of a field of the inspector, which stays while another tab is open. */
export function fieldOf<Value>(name: string, initial: Value): Signal<Value> {
  const known = fields.get(name) ?? signal(initial)
  fields.set(name, known)
  return known as Signal<Value>
}
