import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenLive, type Rules } from '../rule.ts'
import { lengthCodes } from './send/rules.ts'

const { messages } = docUrls
/** On WABA nothing can be edited. */
const editLengthCodes = lengthCodes.filter((code) => code !== 'MESSAGES_TOO_LONG_WABA')

/** Edits and deletions. */
export const editRules = {
  'edit/replaces': documented(messages, 'An edit replaces the text or the file of a message that was sent.'),
  'edit/answer': judged(messages, 'Edits and deletions answer 200 and nothing: no page shows it.'),
  'edit/one-content': documented(messages, 'Text and file never go together in an edit, either.', {
    codes: ['MESSAGES_ONLY_TEXT_OR_CONTENT', 'MESSAGE_NOTHING_TO_SEND'],
  }),
  'edit/length': documented(messages, 'An edit may be as long as a send.', { codes: editLengthCodes }),
  'edit/kind': judged(
    messages,
    'An edit may put a file in the place of a text, and the reverse: what was there goes, and the type follows.',
  ),
  'edit/file': judged(messages, 'The file of an edit is looked at like that of a send.', {
    codes: [
      'MESSAGE_DOWNLOAD_CONTENT_ERROR',
      'MESSAGES_CONTENT_SIZE_EXCEEDED',
      'MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI',
    ],
    option: 'contentFetch',
  }),
  'edit/unknown': documented(messages, 'A message that is not there, or no more, cannot be edited or deleted.', {
    codes: ['MESSAGES_NOT_FOUND'],
  }),
  'edit/buttons': documented(messages, 'A message with buttons cannot be edited.', {
    codes: ['MESSAGES_CONTAIN_BUTTONS'],
  }),
  'edit/waba': seenLive(messages, 'On WABA nothing can be edited.', {
    codes: ['CHANNEL_INVALID_TRANSPORT_FOR_EDITING'],
  }),
  'delete/waba': seenLive(messages, 'On WABA nothing can be deleted.', {
    codes: ['CHANNEL_INVALID_TRANSPORT_FOR_DELETION'],
  }),
  'edit/other-transports': judged(
    messages,
    'All other transports edit and delete: no page says which do, so those refusals come by command.',
    { option: 'faults.answer' },
  ),
  'edit/period': documented(
    messages,
    'A message can be edited within a set period, and deleted within one. Which is not published: it is a setting, and none unless told otherwise.',
    {
      codes: ['MESSAGES_EDITING_TIME_EXPIRED', 'MESSAGES_DELETION_TIME_EXPIRED'],
      option: 'editingTime`, `deletionTime',
    },
  ),
} satisfies Rules
