import { RESEND_WINDOW } from '../../client/timing/retry.ts'
import type { ApiErrorCode, statusErrors } from '../codes/api-codes.ts'
import type { ErrorText } from './error-text.ts'
import type { FailedCall } from '../codes/error-facts.ts'

type Sentences = Partial<Pick<ErrorText, 'meaning' | 'remedy'>>

/** The meaning or the remedy of an error, for calls to which the text of the catalogue does not apply. */
export interface CallText extends Sentences {
  /** Codes and statuses of the error. */
  readonly of: readonly (ApiErrorCode | keyof typeof statusErrors)[]
  /** Name of the calls, for the documentation. */
  readonly calls: string
  /** Returns whether a call is one of them. */
  fits(call: FailedCall): boolean
}

/** Remedy of a send whose effect is unknown. It is the only one that cannot create a duplicate. */
export const remedyOfUnknownSend = /* @__PURE__ */ sendAgainWithin()

function sendAgainWithin(): string {
  return `The message may have been sent: wait for its echo or status by webhook. Send it again only with the same \`crmMessageId\` and the option \`firstAttemptAt\`, at most ${RESEND_WINDOW / 1000} seconds after the first attempt.`
}

/** Remedy of any other call whose effect is unknown and that must not be made twice. */
export const repeatWithCare = 'The call may have had its effect: find out whether it did before you make it again.'

const isEdit = ({ method, path }: FailedCall) => method === 'PATCH' && path.startsWith('/v3/message/')
const isDeletion = ({ method, path }: FailedCall) => method === 'DELETE' && !path.startsWith('/v3/message/')
const isMessageDeletion = ({ method, path }: FailedCall) => method === 'DELETE' && path.startsWith('/v3/message/')
const isRead = ({ method, path }: FailedCall) => method === 'GET' && /\{(?!apiKey)\w+\}$/.test(path)
const isUpload = ({ method, path }: FailedCall) => method === 'POST' && path === '/v3/users'
const isListOfIds = ({ path }: FailedCall) => path.endsWith('/bulk_delete')
const hasNoId = ({ path }: FailedCall) => !path.replace('{apiKey}', '').includes('{')

// Bundlers keep a list that is made by spreading others, even if it is not used.
const noAccess = ['INVALID_APIKEY', 'INVALID_API_KEY', 401, 'FORBIDDEN', 403] as const
const closedRoute = ['FORBIDDEN', 403] as const

/** The first entry that has the code and fits the call replaces the text of the catalogue. */
export const callTexts: readonly CallText[] = [
  {
    of: noAccess,
    calls: 'calls of a marketplace entry',
    fits: ({ key }) => key === 'partner',
    meaning: 'The partner key is missing or wrong, or it is a key of a customer.',
    remedy: 'Check `partnerKey`: this call takes the key of the partner account that owns the marketplace entry.',
  },
  {
    of: noAccess,
    calls: '`wauth.connect`',
    fits: ({ key }) => key === 'none',
    meaning: 'Probably the `secret` or the `state` is wrong; this call has no key.',
    remedy: 'Check `secret` against your marketplace entry, and take `state` from a new redirect.',
  },
  {
    of: closedRoute,
    calls: 'calls that a sidecar key may make',
    fits: ({ sidecar }) => sidecar,
    meaning: 'The key may not make this call, although by the documentation a sidecar key may.',
    remedy:
      'Have the account owner check in the Wazzup account whether the integration is still connected, and copy its key again.',
  },
  {
    of: [404, 'MESSAGES_NOT_FOUND'],
    calls: '`messages.delete`',
    fits: isMessageDeletion,
    meaning: 'There is no such message, or it has no content.',
    remedy: 'If you have deleted it before, it is gone; otherwise check `messageId`.',
  },
  {
    of: [404],
    calls: '`messages.edit`',
    fits: isEdit,
    meaning: 'There is no such message.',
    remedy: 'Check that `messageId` came from `messages.send` or a webhook.',
  },
  {
    of: [404],
    calls: 'deletions of users, contacts and deals',
    fits: isDeletion,
    meaning: 'Wazzup has nothing under this id.',
    remedy: 'Treat it as already deleted; check the id if you expected it to exist.',
  },
  {
    of: [404],
    calls: 'reads by id',
    fits: isRead,
    meaning: 'Wazzup has nothing under this id.',
    remedy: 'Check the id: it must be one that you have uploaded.',
  },
  {
    of: [404],
    calls: 'calls without an id in their address',
    fits: hasNoId,
    meaning: 'There is no such route at this address.',
    remedy: 'Check `baseUrl`: it must lead to the API of Wazzup.',
  },
  {
    of: [500],
    calls: '`users.save`',
    fits: isUpload,
    meaning: 'Wazzup failed, or the list has the same user id twice.',
    remedy: 'Check that the list has each id only once, then repeat the call.',
  },
  {
    of: ['INVALID_USERS_DATA', 'INVALID_CONTACTS_DATA', 'INVALID_DEALS_DATA'],
    calls: '`deleteMany`',
    fits: isListOfIds,
    meaning: 'The list of ids is empty, or an id in it is not valid; `data` may give its index.',
    remedy: 'Correct the ids and repeat the call.',
  },
  {
    of: ['INVALID_MESSAGE_DATA'],
    calls: '`messages.edit`',
    fits: isEdit,
    remedy: 'Correct the named fields; an edit takes either `text` or `contentUri`.',
  },
  {
    of: ['MESSAGE_ONLY_TEXT_OR_CONTENT', 'MESSAGES_ONLY_TEXT_OR_CONTENT'],
    calls: '`messages.edit`',
    fits: isEdit,
    meaning: 'The edit has both a text and a file.',
    remedy: 'Replace either the text or the file.',
  },
  {
    of: ['MESSAGE_NOTHING_TO_SEND'],
    calls: '`messages.edit`',
    fits: isEdit,
    meaning: 'The edit has no text.',
    remedy: 'Give it a `text` or a `contentUri`.',
  },
  {
    of: [
      'MESSAGE_TEXT_TOO_LONG',
      'MESSAGES_TOO_LONG_INSTAGRAM',
      'MESSAGES_TOO_LONG_TELEGRAM',
      'MESSAGES_TOO_LONG_WABA',
      'MESSAGES_TOO_LONG_VIBER',
      'MESSAGES_TOO_LONG_VK',
      'MESSAGES_TOO_LONG_AVITO',
    ],
    calls: '`messages.edit`',
    fits: isEdit,
    remedy: 'Shorten it; `textLimits` has the lengths.',
  },
]

/** Returns the sentences for this call that replace those of the catalogue. */
export function callTextOf(known: string | number, call: FailedCall): Sentences {
  const names: (row: CallText) => boolean = ({ of }) => (of as readonly (string | number)[]).includes(known)
  const { meaning, remedy } = callTexts.find((row) => names(row) && row.fits(call)) ?? {}
  return { ...(meaning && { meaning }), ...(remedy && { remedy }) }
}
