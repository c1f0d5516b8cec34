import type { FaultHandle, SwitchedFault } from './fault-rules.ts'

/** How a fault was switched on. */
interface HowActivated<Kind, Target> {
  kinds: readonly Kind[]
  only?: Target | readonly Target[] | undefined
  probability?: number | undefined
}

/** Remembers what is switched on. */
export interface ActiveFaults<Handle extends FaultHandle, Kind extends string, Target extends string> {
  /** Gets the handle itself, for whoever switched it on. */
  add(handle: Handle, how: HowActivated<Kind, Target>): Handle
  /** Those that may still strike. */
  list(): (Handle & SwitchedFault<Kind, Target>)[]
  reset(): void
}

export function createActiveFaults<
  Handle extends FaultHandle,
  Kind extends string,
  Target extends string,
>(): ActiveFaults<Handle, Kind, Target> {
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
