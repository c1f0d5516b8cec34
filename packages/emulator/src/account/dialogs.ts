import type { Dialog } from './entities/conversations.ts'

/** A chat on one channel. */
export type ChannelChat = Pick<Dialog, 'channelId' | 'chatType' | 'chatId'>

/** Returns the key of a chat in `state.dialogs` and `state.waiting`. */
export function dialogKey({ channelId, chatType, chatId }: ChannelChat): string {
  return `${channelId}/${chatType}/${chatId}`
}

/** Returns the dialog of a channel with a customer, if there is one. */
export function dialogOf(dialogs: ReadonlyMap<string, Dialog>, chat: ChannelChat): Dialog | undefined {
  return dialogs.get(dialogKey(chat))
}

/** Returns the dialog of a channel with a customer, and creates it for the first message between them. */
export function openDialog(dialogs: Map<string, Dialog>, chat: ChannelChat): Dialog {
  const present = dialogOf(dialogs, chat)
  if (present) return present
  const { channelId, chatType, chatId } = chat
  const dialog: Dialog = { channelId, chatType, chatId }
  dialogs.set(dialogKey(chat), dialog)
  return dialog
}

/** Returns the dialogs of one channel. */
export function dialogsOfChannel(dialogs: ReadonlyMap<string, Dialog>, channelId: string): Dialog[] {
  return [...dialogs.values()].filter((dialog) => dialog.channelId === channelId)
}

const HOUR_MS = 60 * 60 * 1_000

/** Returns whether the customer wrote within this number of hours; a message exactly that old still counts. */
export function wroteWithin(dialog: Dialog | undefined, hours: number, now: number): boolean {
  return dialog?.customerWroteAt !== undefined && now - dialog.customerWroteAt <= hours * HOUR_MS
}
