import { fileLimits, instagramFileTypes } from '@wazzup-kit/core/capabilities'
import type { Answer, Code } from '../../responses.ts'
import type { Call } from '../../call.ts'
import type { EmulatorClock } from '../../../account/clock.ts'
import { isText, type Fields } from '../../field-checks.ts'

// https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ (documented, where nothing else is said). A file is only fetched
// where the emulator was given a way to, since most tests name files that do not exist.

/** `jpg` of `https://example.com/a.JPG?x=1`; undefined where the path has no ending. */
function endingOf(contentUri: string): string | undefined {
  const path = contentUri.replace(/[?#].*$/s, '')
  return /\.([a-z0-9]{1,5})$/i.exec(path.slice(path.lastIndexOf('/')))?.[1]?.toLowerCase()
}

/** By its ending alone: our judgement, what is in the file is not looked at. `jpeg` is `jpg`. */
function refusalOfType(contentUri: string, transport: string): Code | undefined {
  const ending = endingOf(contentUri)?.replace('jpeg', 'jpg')
  if (transport !== 'instagram' || ending === undefined) return undefined
  const taken: readonly string[] = instagramFileTypes.value
  return taken.includes(ending) ? undefined : 'MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI'
}

/** A transport's own limits come before the one for all; where they contradict each other that is our judgement. */
function refusalOfSize(bytes: number, kind: 'photo' | 'other', transport: string): Code | undefined {
  if (bytes === 0) return 'MESSAGES_CONTENT_CAN_NOT_BE_BLANK'
  const limits = fileLimits.filter(({ where }) => where === 'api')
  const own = limits.find(
    ({ transports, content }) => transports?.some((name) => name === transport) && content?.includes(kind),
  )
  const limit = own ?? limits.find(({ transports }) => transports === undefined)
  return limit && bytes > limit.bytes ? limit.code : undefined
}

/** How long a body is; more than all limits is enough to know. */
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

const FETCH_TIMEOUT_MS = 30_000

/** What is known of a file; nothing where links are trusted. */
interface SeenFile {
  refused?: Code | undefined
  bytes?: number | undefined
}

/** What nothing tells the type of, neither its address nor its host: that this is "unknown" is our judgement. */
function isOfNoType(contentUri: string, { headers }: Response): boolean {
  return endingOf(contentUri) === undefined && !headers.get('content-type')
}

/** With what a file is fetched. */
interface Fetching {
  contentFetch: typeof globalThis.fetch
  clock: EmulatorClock
}

/** Directly, without redirects; how long it may take is our judgement. */
async function fetchFile(
  { contentFetch: fetch, clock }: Fetching,
  contentUri: string,
  transport: string,
): Promise<SeenFile> {
  const line = new AbortController()
  const cancel = clock.whenPassed(FETCH_TIMEOUT_MS, () => line.abort())
  try {
    const response = await fetch(contentUri, { redirect: 'manual', signal: line.signal })
    if (response.status < 200 || response.status > 299) return { refused: 'MESSAGE_DOWNLOAD_CONTENT_ERROR' }
    const bytes = await countBytes(response)
    const kind = response.headers.get('content-type')?.startsWith('image/') ? 'photo' : 'other'
    const untyped = isOfNoType(contentUri, response) ? 'MESSAGE_WRONG_CONTENT_TYPE' : undefined
    return { refused: refusalOfSize(bytes, kind, transport) ?? untyped, bytes }
  } catch {
    return { refused: 'MESSAGE_DOWNLOAD_CONTENT_ERROR' }
  } finally {
    cancel()
  }
}

/** Looks at the file of a send or an edit, if it has one, and goes on: at once, or later where it has to be fetched. */
export function lookAtFile(
  call: Call,
  { contentUri }: Fields,
  transport: string,
  goOn: (bytes?: number) => Answer,
): Answer | Promise<Answer> {
  if (!isText(contentUri)) return goOn()
  const type = refusalOfType(contentUri, transport)
  if (type) return call.refuse(type)
  const { contentFetch, clock } = call.world
  if (!contentFetch) return goOn()
  return fetchFile({ contentFetch, clock }, contentUri, transport).then(({ refused, bytes }) =>
    refused ? call.refuse(refused) : goOn(bytes),
  )
}
