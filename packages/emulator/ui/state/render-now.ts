import { options } from 'preact'

/** Draws a change before it returns, so that the very next key meets it. */
export function renderNow(change: () => void): void {
  const { debounceRendering } = options
  options.debounceRendering = (render) => render()
  try {
    change()
  } finally {
    options.debounceRendering = debounceRendering
  }
}
