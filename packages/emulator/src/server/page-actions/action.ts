import type * as v from 'valibot'
import type { Emulator } from '../../emulator/emulator.ts'
import { readInput, type FieldsSchema } from '../../input/read-input.ts'
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

/** Creates an action. An error that `act` throws becomes the response to the page. */
export function action<Schema extends FieldsSchema>(
  schema: Schema,
  act: (reach: Reach, input: v.InferOutput<Schema>) => unknown,
): Action {
  return { fields: schema.entries, run: (reach, input) => act(reach, readInput(schema, input)) }
}
