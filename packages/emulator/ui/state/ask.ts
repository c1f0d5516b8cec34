import { signal } from '@preact/signals'
import type { Done, LogDetail, LogLine, MessagePage, Snapshot } from '../../src/server/page-api/page-types.ts'
import { t } from '../text/text.ts'

async function get<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return (await response.json()) as Answer
}

export const getState = (): Promise<Snapshot> => get('/_emulator/state')

export function getMessages(chat: string, before?: number): Promise<MessagePage> {
  const query = before === undefined ? '' : `?before=${before}`
  return get(`/_emulator/chats/${encodeURIComponent(chat)}/messages${query}`)
}

export const getDetail = ({ kind, number }: LogLine): Promise<LogDetail> => get(`/_emulator/log/${kind}/${number}`)

/** A failed action. The emulator's reason is in English. */
export interface Problem {
  says: 'page' | 'emulator'
  text: string
  /** The action that failed. */
  verb?: string | undefined
}

/** The last failed action, until the user dismisses it or the action succeeds. */
export const problem = signal<Problem | undefined>(undefined)

/**
 * Calls an action of the emulator. Returns its result, or undefined when it failed; {@link problem} then has the
 * reason.
 */
export async function act<Result = unknown>(verb: string, input: object = {}): Promise<Result | undefined> {
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch('/_emulator/do', { method: 'POST', headers, body: JSON.stringify({ verb, input }) })
    const done = (await response.json()) as Done
    if ('problem' in done) {
      problem.value = { says: 'emulator', text: done.problem, verb }
      return undefined
    }
    if (problem.peek()?.verb === verb) problem.value = undefined
    return done.result as Result
  } catch {
    problem.value = { says: 'page', text: t.value.emulatorSilent, verb }
    return undefined
  }
}
