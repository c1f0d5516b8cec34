import * as v from 'valibot'
import type { Emulator } from '../../emulator/emulator.ts'
import type { ChatIndex } from '../page-api/chat-index.ts'

/** The objects that actions use. */
export interface Reach {
  emulator: Emulator
  chats: ChatIndex
  /** Reports a change that was not made through the API to the open pages. */
  tell(what: 'subscription' | 'settings'): void
}

/** An action that can be called from outside of the process. Its input is validated first. */
export interface Action {
  /** Schemas of the input, for help on the command line. */
  readonly fields: Readonly<Record<string, v.GenericSchema>>
  run(reach: Reach, input: unknown): unknown
}

/** Schema of a header value. */
export const headerValue = v.pipe(v.string(), v.regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, 'As a header may be'))

/** Thrown for invalid input, before the action has any effect. */
export class WrongInput extends Error {}

/** Describes an invalid field without terms of the schema. */
function describeIssue(issue: v.BaseIssue<unknown>, names: readonly string[]): string {
  const path = v.getDotPath(issue) ?? 'input'
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const isField = issue.path?.length === 1
    return `${path}: there is no such field${isField ? `; there are ${names.join(', ') || 'none'}` : ''}`
  }
  const isMissing = issue.type === 'strict_object' && issue.received === 'undefined'
  return isMissing ? `${path} is missing` : `${path}: ${issue.message}`
}

/** Creates an action. An error that `act` throws becomes the response to the page. */
export function action<Schema extends v.GenericSchema & { entries: Action['fields'] }>(
  schema: Schema,
  act: (reach: Reach, input: v.InferOutput<Schema>) => unknown,
): Action {
  return {
    fields: schema.entries,
    run(reach, input) {
      const reading = v.safeParse(schema, input)
      if (reading.success) return act(reach, reading.output)
      throw new WrongInput(reading.issues.map((issue) => describeIssue(issue, Object.keys(schema.entries))).join('; '))
    },
  }
}
