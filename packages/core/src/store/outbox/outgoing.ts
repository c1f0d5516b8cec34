import type { AnyFile, ByChatId, ByPhone, ByUsername } from '../../api/messages/send-fields.ts'
import type { OneFile } from '../../api/messages/send-hints.ts'
import type { SendInput } from '../../api/messages/send-input.ts'
import type { Open } from '../../api/messages/send-messengers.ts'

/** A file of the app in place of `contentUri`. */
export interface PrivateFile extends Omit<AnyFile, 'contentUri'> {
  /**
   * Your name of a file in private storage, for example its key in a bucket. `linkTo` of the outbox makes a link of it at each
   * attempt to send the message.
   */
  file: string
  contentUri?: OneFile | undefined
}

interface PrivateFileByChatId extends Open<string>, ByChatId, PrivateFile {}
interface PrivateFileByPhone extends Open<string>, ByPhone, PrivateFile {}
interface PrivateFileByUsername extends Open<string>, ByUsername, PrivateFile {}

/** Content that is no file of the app. */
export interface NoPrivateFile {
  file?: OneFile | undefined
}

/** An input of the outbox that names a file of the app. */
type PrivateFileInput = PrivateFileByChatId | PrivateFileByPhone | PrivateFileByUsername

/** A message of the outbox: an input of `messages.send`, or one with `file` in place of `contentUri`. */
export type Outgoing = (SendInput & NoPrivateFile) | PrivateFileInput
