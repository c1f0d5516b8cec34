/** Functions that close the open dialogs, the innermost last. */
const open = new Set<() => void>()

/** Registers an open dialog. Returns a function that removes it. */
export function addDialog(close: () => void): () => void {
  open.add(close)
  return () => void open.delete(close)
}

/** Closes all dialogs. Returns whether there were any. */
export function closeDialogs(): boolean {
  const all = [...open].toReversed()
  for (const close of all) close()
  return all.length > 0
}
