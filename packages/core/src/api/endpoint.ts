import type * as v from 'valibot'
import type { CallOptions } from '../client/options.ts'
import type { Schema } from '../schema/schema.ts'
import type { ListCall, Paging } from '../client/list-call.ts'
import type { Agreement, WrittenMethod } from './agreement.ts'
import type { KeyKind, Repeat } from './call-kinds.ts'
import { lazy } from '../schema/lazy.ts'

export type { KeyKind, Repeat } from './call-kinds.ts'

/** How a call is repeated under the same id, and what it returns. */
interface Keyed<Result = unknown> {
  /** Input field that holds the id. */
  readonly field: string
  /** Creates the id of a call whose input has none. */
  createId(): string
  /** Returns the result of an accepted call. Without a response, a retry found out that the call was accepted. */
  toResult(id: string, response?: object): Result
  /** Creates what wraps the methods of one client. Called once per client, also for several endpoints. */
  createWrap?(): WrapCall
}

/** Returns a method that does more than the call alone. */
export type WrapCall = <Call extends (input?: unknown, options?: CallOptions) => Promise<unknown>>(call: Call) => Call

/** When an endpoint may be repeated: under an id, or by its nature. */
type Repetition =
  | {
      readonly repeat: 'keyed'
      /** How its calls are repeated under their id. */
      readonly keyed: Keyed
    }
  | { readonly repeat: Exclude<Repeat, 'keyed'>; readonly keyed?: undefined }

/** One thing the API can do, as data. Client, emulator, documents and tests are derived from it. */
export type Endpoint = EndpointFacts & Repetition

interface EndpointFacts {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Path with `{name}` for each input field that belongs into it. */
  readonly path: `/${string}`
  /** Another origin than the API's own. */
  readonly origin?: string | undefined
  /** What may be asked, strictly. What is not in the path goes to the query (GET, DELETE) or is the body (POST, PATCH). */
  readonly input: Schema
  /** The one input field that is the whole body, for routes that take a bare array. */
  readonly body?: string | undefined
  /** What comes back, read tolerantly. Absent: a 2xx is success, whatever Wazzup writes into its body. */
  readonly output?: Schema | undefined
  /** Status of its success where a page states another than 200. */
  readonly success?: 200 | 201 | undefined
  /** On a retry, a status or code that means that an earlier attempt already did the work: `404` or an error code. */
  readonly doneWhen?: 404 | string | undefined
  readonly key: KeyKind
  /** Whether a sidecar key opens this route, as far as the pages say. */
  readonly sidecar: boolean
  readonly paging?: Paging<never, unknown> | undefined
  /** Input fields that are secrets and must never show in an error. */
  readonly secrets?: readonly string[] | undefined
  /** Fields of the response that are secrets: returned to the caller, and never shown in an error. */
  readonly secretOutput?: readonly string[] | undefined
  /** Where Wazzup describes it. */
  readonly docUrl: string
}

declare const method: unique symbol

/** An {@link Endpoint} that remembers the type of the method it becomes. */
export type Callable<Method> = Endpoint & { readonly [method]: Method }

/** What one call looks like: `(input, options) => Promise`, or a list that is awaited or iterated. */
export type Method<Input, Output, Item> = [Item] extends [never]
  ? {} extends Input
    ? (input?: Input, options?: CallOptions) => Promise<Output>
    : (input: Input, options?: CallOptions) => Promise<Output>
  : (input?: Input, options?: CallOptions) => ListCall<Output, Item>

type OutputOf<S> = S extends Schema ? v.InferOutput<S> : void

type Definition<I extends Schema, O extends Schema | undefined, Item> = Omit<
  EndpointFacts,
  'input' | 'output' | 'paging'
> &
  Repetition & {
    input: I | (() => I)
    output?: O | (() => O) | undefined
    paging?: Paging<OutputOf<O>, Item> | undefined
  }

/** What `Result` a written method returns comes from its output or, where it is repeated under an id, from `keyed`. */
type Results<Result, Output> = [Output] extends [Result] ? unknown : { keyed: Keyed<Result> }

/**
 * Defines an endpoint. The types of its method follow from its schemas. A function in place of a schema is called when the
 * schema is first needed.
 *
 * Give the type of the method as the fourth type argument where schemas cannot say it. It compiles only when the input of
 * that type and the input schema have the same fields.
 */
export function defineEndpoint<I extends Schema, O extends Schema | undefined = undefined, Item = never>(
  definition: Definition<I, O, Item>,
): Callable<Method<v.InferInput<I>, OutputOf<O>, Item>>
export function defineEndpoint<I extends Schema, O extends Schema | undefined, Item, Written extends WrittenMethod>(
  definition: Definition<I, O, Item> & Agreement<Written, I> & Results<Awaited<ReturnType<Written>>, OutputOf<O>>,
): Callable<Written>
// @__NO_SIDE_EFFECTS__
export function defineEndpoint(definition: Definition<Schema, Schema | undefined, unknown>): Callable<unknown> {
  const made: object = { ...definition }
  for (const field of ['input', 'output'] as const) {
    const make: Schema | (() => Schema | undefined) | undefined = definition[field]
    if (typeof make === 'function') Object.defineProperty(made, field, { get: lazy(make), enumerable: true })
  }
  return made as Callable<unknown>
}

/** Nouns, each with its verbs. */
export type EndpointTree = { readonly [noun: string]: { readonly [verb: string]: Endpoint } }

/** A client: every endpoint of the tree as `client.<noun>.<verb>(input, options)`. */
export type ClientOf<Tree> = {
  readonly [Noun in keyof Tree]: {
    readonly [Verb in keyof Tree[Noun]]: Tree[Noun][Verb] extends Callable<infer M> ? M : never
  }
}
