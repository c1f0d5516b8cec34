import { fileLimits, instagramFileTypes, MEGABYTE } from '@wazzup-kit/core/messengers'
import { docUrls, type ApiErrorCode } from '@wazzup-kit/core/schemas'
import type { EmulatedChannel } from '../../../account/entities/entities.ts'
import type { Call } from '../../call.ts'
import { isText, type Fields } from '../../field-checks.ts'
import type { ApiResponse } from '../../responses.ts'
import { rule } from '../../../rules/rule.ts'

const { messages, webhooks } = docUrls

const option = 'contentFetch'
const limits = fileLimits.filter(({ where }) => where === 'api')
const sizes = limits.map(({ transports, content, bytes }) => {
  const kind = content ? ` ${content.join()}` : ''
  return `${transports?.join(' and ') ?? 'elsewhere'}${kind} ${bytes / MEGABYTE} MB`
})
const sizeCodes = [...new Set(limits.map(({ code }) => code as ApiErrorCode))]

/** Returns the file extension: `jpg` for `https://example.com/a.JPG?x=1`; undefined without one. */
function endingOf(contentUri: string): string | undefined {
  const path = contentUri.replace(/[?#].*$/s, '')
  return /\.([a-z0-9]{1,5})$/i.exec(path.slice(path.lastIndexOf('/')))?.[1]?.toLowerCase()
}

/** Returns the code for a file that Instagram does not accept. `jpeg` counts as `jpg`. */
const checkInstagramType = rule(
  {
    id: 'send/file-instagram',
    sentence: `Instagram accepts ${instagramFileTypes.value.join(', ')}. The emulator decides by the extension in the address.`,
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI'],
  },
  (contentUri: string, transport: string): ApiErrorCode | undefined => {
    const ending = endingOf(contentUri)?.replace('jpeg', 'jpg')
    if (transport !== 'instagram' || ending === undefined) return undefined
    const taken: readonly string[] = instagramFileTypes.value
    return taken.includes(ending) ? undefined : 'MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI'
  },
)

type FileKind = 'photo' | 'other'

const kindOf = rule(
  {
    id: 'send/file-size-read',
    sentence: `A photo is a file with a Content-Type of \`image/…\`. A megabyte is ${MEGABYTE} bytes. The documented text of the code for WABA names Telegram; our assumption is that this limit is that of WABA.`,
    docUrl: messages,
    basis: 'our assumption',
    option,
  },
  ({ headers }: Response): FileKind => (headers.get('content-type')?.startsWith('image/') ? 'photo' : 'other'),
)

const limitOf = rule(
  {
    id: 'send/file-size-order',
    sentence:
      'The limits of a transport override the limit for all transports: Telegram accepts 20 MB, although 10 MB are documented for every transport.',
    docUrl: messages,
    basis: 'our assumption',
    option,
  },
  (kind: FileKind, transport: string) => {
    const own = limits.find(
      ({ transports, content }) => transports?.some((name) => name === transport) && content?.includes(kind),
    )
    return own ?? limits.find(({ transports }) => transports === undefined)
  },
)

const checkSize = rule(
  [
    {
      id: 'send/file-size',
      sentence: `Wazzup rejects a file that is bigger than this: ${sizes.join(', ')}.`,
      docUrl: messages,
      basis: 'documented',
      codes: sizeCodes,
      option,
    },
    {
      id: 'send/file-too-big-later',
      sentence:
        'The 50 MB that are documented for webhooks are more than a send may have, so this failure occurs on command only.',
      docUrl: webhooks,
      basis: 'our assumption',
      codes: ['TOO_BIG_CONTENT'],
      codesCome: 'on command',
      option: 'simulate.message.failNext',
    },
  ],
  (bytes: number, kind: FileKind, transport: string): ApiErrorCode | undefined => {
    if (bytes === 0) return 'MESSAGES_CONTENT_CAN_NOT_BE_BLANK'
    const limit = limitOf(kind, transport)
    return limit && bytes > limit.bytes ? (limit.code as ApiErrorCode | undefined) : undefined
  },
)

/** Returns the size of a body in bytes. Stops reading beyond all limits. */
async function countBytes({ body }: Response): Promise<number> {
  const most = Math.max(...fileLimits.map(({ bytes }) => bytes))
  let count = 0
  const reader = body?.getReader()
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    count += read.value.byteLength
    if (count > most) await reader?.cancel()
  }
  return count
}

const hasNoType = rule(
  {
    id: 'send/file-type-read',
    sentence:
      'The type of a file is unknown when its address has no extension and its response no Content-Type. Unsupported types are documented for Instagram only.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['MESSAGE_WRONG_CONTENT_TYPE'],
    option,
  },
  (contentUri: string, { headers }: Response): boolean =>
    endingOf(contentUri) === undefined && !headers.get('content-type'),
)

const checkType = rule(
  {
    id: 'send/file-type',
    sentence: 'Wazzup rejects a file of an unknown type.',
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGE_WRONG_CONTENT_TYPE'],
    option,
  },
  (contentUri: string, response: Response): ApiErrorCode | undefined =>
    hasNoType(contentUri, response) ? 'MESSAGE_WRONG_CONTENT_TYPE' : undefined,
)

const FETCH_TIMEOUT_MS = 30_000

/** Fetches the file of a send within its time limit. */
const fetchInTime = rule(
  {
    id: 'send/file-time',
    sentence: 'The download of a file must be complete within 30 seconds, by the clock of the emulator.',
    docUrl: messages,
    basis: 'our assumption',
    codes: ['MESSAGE_DOWNLOAD_CONTENT_ERROR'],
    option,
  },
  async <Result>(call: Call, fetchAndRead: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
    const timeout = new AbortController()
    const cancel = call.world.clock.whenPassed(FETCH_TIMEOUT_MS, () => timeout.abort())
    try {
      return await fetchAndRead(timeout.signal)
    } finally {
      cancel()
    }
  },
)

/** Size of a checked file. */
interface CheckedFile {
  code?: ApiErrorCode | undefined
  bytes?: number | undefined
}

const fetchFile = rule(
  {
    id: 'send/file-link',
    sentence: 'Wazzup fetches a linked file immediately. The link must return the file without a redirect.',
    docUrl: messages,
    basis: 'documented',
    codes: ['MESSAGE_DOWNLOAD_CONTENT_ERROR'],
    option,
  },
  (call: Call, fetch: typeof globalThis.fetch, contentUri: string, transport: string): Promise<CheckedFile> =>
    fetchInTime(call, async (signal) => {
      const response = await fetch(contentUri, { redirect: 'manual', signal })
      if (response.status < 200 || response.status > 299) return { code: 'MESSAGE_DOWNLOAD_CONTENT_ERROR' as const }
      const bytes = await countBytes(response)
      return { code: checkSize(bytes, kindOf(response), transport) ?? checkType(contentUri, response), bytes }
    }).catch(() => ({ code: 'MESSAGE_DOWNLOAD_CONTENT_ERROR' as const })),
)

/**
 * Checks the file of a send or an edit, if it has one, and then continues: synchronously, or after the file was
 * fetched.
 */
export const checkFile = rule(
  {
    id: 'send/file-trusted',
    sentence:
      'Without `contentFetch` the emulator fetches no file, because tests use links to files that do not exist.',
    docUrl: messages,
    basis: 'our assumption',
    option,
  },
  (
    call: Call,
    { contentUri }: Fields,
    { transport }: Pick<EmulatedChannel, 'transport'>,
    goOn: (bytes?: number) => ApiResponse,
  ): ApiResponse | Promise<ApiResponse> => {
    if (!isText(contentUri)) return goOn()
    const wrongType = checkInstagramType(contentUri, transport)
    if (wrongType) return call.reject(wrongType)
    const { contentFetch } = call.world
    if (!contentFetch) return goOn()
    return fetchFile(call, contentFetch, contentUri, transport).then(({ code, bytes }) =>
      code ? call.reject(code) : goOn(bytes),
    )
  },
)

/** Functions of this file that implement rules. */
export const fileRules = [
  fetchFile,
  fetchInTime,
  checkType,
  hasNoType,
  checkFile,
  checkSize,
  kindOf,
  limitOf,
  checkInstagramType,
]
