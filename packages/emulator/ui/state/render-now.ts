import { options } from 'preact'

/** Renders a change synchronously, so that the next key applies to it. */
export function renderNow(change: () => void): void {
  const { debounceRendering } = options
  options.debounceRendering = (render) => render()
  try {
    change()
  } finally {
    options.debounceRendering = debounceRendering
  }
}
