import type * as v from 'valibot'
import type { CallOptions } from '../client/options.ts'
import type { Schema } from '../schema/schema.ts'
import type { ListCall, Paging } from '../client/list-call.ts'
import type { Agreement, WrittenMethod } from './agreement.ts'
import type { KeyKind, Repeat } from './call-kinds.ts'
import { lazy } from '../schema/lazy.ts'

export type { KeyKind, Repeat } from './call-kinds.ts'

/** How the client repeats a call with the same id, and what the call then returns. */
interface Keyed<Result = unknown> {
  /** Name of the input field with the id. */
  readonly field: string
  /** Returns a new id. Called when the input has none. */
  createId(): string
  /** Returns the result of an accepted call. `response` is undefined if only a retry showed that Wazzup had accepted the call. */
  toResult(id: string, response?: object): Result
  /**
   * Returns a function that wraps each method of one client, for example to record its sends. Called once per client, so
   * that several endpoints share one state.
   */
  createWrap?(): WrapCall
}

/** Returns a method with the same signature that makes the call and does additional work. */
export type WrapCall = <Call extends (input?: unknown, options?: CallOptions) => Promise<unknown>>(call: Call) => Call

/** When the client may repeat a call. A `keyed` endpoint also describes how it is repeated. */
type Repetition =
  | {
      readonly repeat: 'keyed'
      readonly keyed: Keyed
    }
  | { readonly repeat: Exclude<Repeat, 'keyed'>; readonly keyed?: undefined }

/**
 * One method and path of Wazzup's API, described as data. The client, the emulator, the documentation and the tests are
 * derived from it.
 */
export type Endpoint = EndpointFacts & Repetition

interface EndpointFacts {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Path, with `{name}` where the input field `name` is inserted. */
  readonly path: `/${string}`
  /**
   * Origin of the endpoint, if it is not that of the API. A client with its own `baseUrl` does not use it.
   *
   * @default 'https://api.wazzup24.com'
   */
  readonly origin?: string | undefined
  /**
   * Schema of the input. It rejects unknown fields. Fields that are not in `path` are sent in the query (GET, DELETE) or in
   * the body (POST, PATCH).
   */
  readonly input: Schema
  /** Name of the input field whose value is the whole body, for endpoints that take an array instead of an object. */
  readonly body?: string | undefined
  /**
   * Schema of the response. It keeps unknown fields. If it is omitted, the method returns nothing: each 2xx is a success, and
   * its body is ignored.
   */
  readonly output?: Schema | undefined
  /**
   * Documented status of a successful response.
   *
   * @default 200
   */
  readonly success?: 200 | 201 | undefined
  /**
   * Status 404 or error code which, in the response to a retry, means that an earlier attempt succeeded. For example, a retry
   * of a deletion gets 404.
   */
  readonly doneWhen?: 404 | string | undefined
  readonly key: KeyKind
  /** Whether a sidecar key can use this endpoint, according to Wazzup's documentation. */
  readonly sidecar: boolean
  readonly paging?: Paging<never, unknown> | undefined
  /** Names of input fields that are secrets. Errors never contain their values. */
  readonly secrets?: readonly string[] | undefined
  /** Names of response fields that are secrets. The method returns their values, but errors never contain them. */
  readonly secretOutput?: readonly string[] | undefined
  /** Address of Wazzup's documentation of this endpoint. */
  readonly docUrl: string
}

declare const method: unique symbol

/** An {@link Endpoint} together with the type of its method in the client. */
export type Callable<Method> = Endpoint & { readonly [method]: Method }

/** Type of the method of an endpoint. It returns a promise or, if the endpoint has pages, a list to await or to iterate. */
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

/** Requires `keyed` if a method with a handwritten type returns something else than its `output` schema. */
type Results<Result, Output> = [Output] extends [Result] ? unknown : { keyed: Keyed<Result> }

/**
 * Defines an endpoint. The type of its method is derived from its schemas. `input` and `output` may be functions that return
 * the schema; they are called when the schema is first used.
 *
 * Pass the type of the method as the fourth type argument if schemas cannot express it. This compiles only if the input of
 * that type has the same fields as the input schema.
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

/** Endpoints by their noun and verb, for example `messages` and `send`. */
export type EndpointTree = { readonly [noun: string]: { readonly [verb: string]: Endpoint } }

/** Type of a client: each endpoint of the tree is a method `client.<noun>.<verb>(input, options)`. */
export type ClientOf<Tree> = {
  readonly [Noun in keyof Tree]: {
    readonly [Verb in keyof Tree[Noun]]: Tree[Noun][Verb] extends Callable<infer M> ? M : never
  }
}
