/** Unsent text of a draft, by channel. */
const unsent = new Map<string, string>()

/** Keeps the text of a draft, because its chat may replace the draft while the user types. */
export function keepUnsent(channelId: string, text: string): void {
  unsent.set(channelId, text)
}

/** Returns the text of a draft and removes it. */
export function takeUnsent(channelId: string): string {
  const text = unsent.get(channelId) ?? ''
  unsent.delete(channelId)
  return text
}
