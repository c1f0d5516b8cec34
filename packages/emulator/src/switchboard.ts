import type { FaultHandle, SwitchedFault } from './fault-rules.ts'

/** How a fault was switched on. */
interface Switching<Kind, Target> {
  kinds: readonly Kind[]
  only?: Target | readonly Target[] | undefined
  probability?: number | undefined
}

/** Remembers what is switched on. */
export interface Switchboard<Handle extends FaultHandle, Kind extends string, Target extends string> {
  /** Gets the handle itself, for whoever switched it on. */
  add(handle: Handle, how: Switching<Kind, Target>): Handle
  /** Those that may still strike. */
  list(): (Handle & SwitchedFault<Kind, Target>)[]
  reset(): void
}

export function createSwitchboard<
  Handle extends FaultHandle,
  Kind extends string,
  Target extends string,
>(): Switchboard<Handle, Kind, Target> {
  let entries: (Handle & SwitchedFault<Kind, Target>)[] = []
  let count = 0
  return {
    add(handle, { kinds, only, probability }) {
      count += 1
      const facts = {
        number: count,
        kinds,
        ...(only === undefined ? {} : { only: [only].flat() as Target[] }),
        ...(probability === undefined ? {} : { probability }),
      }
      // On top of the handle, whose figures go on changing.
      entries.push(Object.assign(Object.create(handle) as Handle, facts))
      return handle
    },
    list() {
      entries = entries.filter(({ left }) => left > 0)
      return entries
    },
    reset() {
      entries = []
      count = 0
    },
  }
}
