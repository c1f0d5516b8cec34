import { batch } from '@preact/signals'

/** Whether the change that is being made is one that the Back button of the browser undoes. */
let kind: 'navigation' | 'other' = 'other'

/** Returns the kind of the change that is being made. */
export const kindOfChange = (): typeof kind => kind

/** Makes a change that the Back button of the browser undoes. */
export function navigate(change: () => void): void {
  kind = 'navigation'
  try {
    batch(change)
  } finally {
    kind = 'other'
  }
}
