import type { Parcel, Subscriber } from './parcel.ts'

/** Parcels that wait for each other, to be posted at the same moment. */
export interface Gathering {
  /** Holds it until it is one of so many. */
  begin(parcel: Parcel, size: number): void
  /** Takes it in where another one for the same subscriber waits; gets whether it did. */
  join(parcel: Parcel): boolean
  /** Lets those go at once, with all that wait together with them. */
  release(which: (parcel: Parcel) => boolean): void
  reset(): void
}

/** Builds an empty gathering; `letGo` gets those that are complete. */
export function createGathering(letGo: (to: Subscriber, together: readonly Parcel[]) => void): Gathering {
  let open: { to: Subscriber; parcels: Parcel[]; size: number }[] = []

  function go(which: (group: (typeof open)[number]) => boolean): void {
    const going = open.filter(which)
    open = open.filter((group) => !going.includes(group))
    for (const { to, parcels } of going) letGo(to, parcels)
  }

  const isComplete = ({ parcels, size }: (typeof open)[number]): boolean => parcels.length >= size

  return {
    begin(parcel, size) {
      open.push({ to: parcel.to, parcels: [parcel], size })
      go(isComplete)
    },
    join(parcel) {
      const group = open.find(({ to }) => to === parcel.to)
      group?.parcels.push(parcel)
      go(isComplete)
      return group !== undefined
    },
    release: (which) => go(({ parcels }) => parcels.some(which)),
    reset() {
      open = []
    },
  }
}
