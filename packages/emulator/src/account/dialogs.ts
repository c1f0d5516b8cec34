import type { Dialog } from './entities.ts'

/** A chat as one channel has it. */
export type ChannelChat = Pick<Dialog, 'channelId' | 'chatType' | 'chatId'>

/** The key of a chat in `state.dialogs` and `state.waiting`. */
export function dialogKey({ channelId, chatType, chatId }: ChannelChat): string {
  return `${channelId}/${chatType}/${chatId}`
}

/** Returns the dialog of a channel with a customer, if there is one. */
export function dialogOf(dialogs: ReadonlyMap<string, Dialog>, chat: ChannelChat): Dialog | undefined {
  return dialogs.get(dialogKey(chat))
}

/** The same; the first word between them opens it. */
export function openDialog(dialogs: Map<string, Dialog>, chat: ChannelChat): Dialog {
  const present = dialogOf(dialogs, chat)
  if (present) return present
  const { channelId, chatType, chatId } = chat
  const dialog: Dialog = { channelId, chatType, chatId }
  dialogs.set(dialogKey(chat), dialog)
  return dialog
}

/** The dialogs of one channel. */
export function dialogsOfChannel(dialogs: ReadonlyMap<string, Dialog>, channelId: string): Dialog[] {
  return [...dialogs.values()].filter((dialog) => dialog.channelId === channelId)
}

const HOUR_MS = 60 * 60 * 1_000

/** Whether a customer wrote within so many hours; exactly so many ago still counts. */
export function wroteWithin(dialog: Dialog | undefined, hours: number, now: number): boolean {
  return dialog?.customerWroteAt !== undefined && now - dialog.customerWroteAt <= hours * HOUR_MS
}
