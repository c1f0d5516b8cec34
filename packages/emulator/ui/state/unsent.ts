/** Words that stand in the field of a draft, by channel. */
const unsent = new Map<string, string>()

/** Keeps what is typed into a draft: its chat takes the draft's place while the user types on. */
export function keepUnsent(channelId: string, text: string): void {
  unsent.set(channelId, text)
}

/** Gets what was typed, once. */
export function takeUnsent(channelId: string): string {
  const text = unsent.get(channelId) ?? ''
  unsent.delete(channelId)
  return text
}
