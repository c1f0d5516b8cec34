import type { SendInput } from '../../api/messages/send-input.ts'
import { Stopped, withDeadline } from '../../client/timing/deadline.ts'
import type { Issue } from '../../schema/issues.ts'
import { isGivenUp } from '../handling/give-up.ts'
import type { Outgoing } from './outgoing.ts'

/** Returns a link to a file of the app. */
export type LinkTo = (file: string) => string | Promise<string>

/** Milliseconds in which a link must be made. */
const longest = 15_000

const fix = 'createOutbox({ wazzup, store, linkTo: (file) => … }), where "linkTo" returns a public link to the file'

/** Returns what is wrong with the file of a message. */
export function fileIssues(input: Outgoing, linkTo: LinkTo | undefined): Issue[] {
  const { file, contentUri } = (input ?? {}) as { file?: unknown; contentUri?: unknown }
  if (file === undefined) return []
  const messages = [
    typeof file !== 'string' || file.trim() === '' ? 'must be a text that names the file in your storage' : undefined,
    contentUri === undefined ? undefined : 'must be left out beside "contentUri": give either of them',
    linkTo ? undefined : `needs the option "linkTo" of the outbox: ${fix}`,
  ]
  return messages.filter((message) => message !== undefined).map((message) => ({ path: 'file', message }))
}

/** Returns the input of a request without a file, with the link that it has in place of the file. */
export function withLink(input: Outgoing, link: string | undefined): SendInput {
  const { file: _, ...rest } = input
  return (link === undefined ? rest : { ...rest, contentUri: link }) as SendInput
}

/**
 * Returns the input for one request: its file becomes a link, made anew. The link is a secret, so no error of this function
 * contains it.
 *
 * @throws Stopped when the signal aborts, and an Error that says what is wrong with `linkTo`.
 */
export async function makeLink(input: Outgoing, linkTo: LinkTo | undefined, signal: AbortSignal): Promise<SendInput> {
  const { file } = input
  if (file === undefined) return withLink(input, undefined)
  if (!linkTo) throw failure(`"linkTo" is missing in this process: ${fix}`)
  const link: unknown = await withDeadline(longest, signal, async () => linkTo(file)).catch((error: unknown) => {
    if (isGivenUp(error)) throw error
    if (!(error instanceof Stopped)) throw failure('"linkTo" has failed', error)
    throw error.reason === 'aborted' ? error : failure(`"linkTo" took longer than ${longest} ms`)
  })
  if (typeof link === 'string' && /^https?:\/\/[^\s/]/i.test(link)) return withLink(input, link)
  throw failure('"linkTo" did not return an absolute http(s) address')
}

function failure(reason: string, cause?: unknown): Error {
  const text = `The message waits, because the link to its file could not be made: ${reason}`
  return cause === undefined ? new Error(text) : new Error(text, { cause })
}
