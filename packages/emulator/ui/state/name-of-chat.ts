import type { ChatHead } from '../../src/server/page-api/page-types.ts'
import type { Texts } from '../text/en.ts'

/** Returns the name of a customer or of a group. A group without a name is called by its id. */
export const nameOfChat = ({ name, chatId, group }: ChatHead, t: Texts): string =>
  group && name === chatId ? t.groupOf(chatId) : name
