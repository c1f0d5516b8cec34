import { docUrls } from '@wazzup-kit/core/schemas'
import { Hono } from 'hono'
import { rule } from '../rules/rule.ts'
import { toText, type ApiResponse } from '../api/responses.ts'
import { buildRejection } from '../api/rejections.ts'
import { isKnownKey, rejectKey, type Keys } from '../api/authorize.ts'
import { rejectLargeBody } from '../api/body-text.ts'
import { routeHandlers } from '../api/route-handlers.ts'
import type { Call, World } from '../api/call.ts'
import type { Deliveries } from '../webhooks/deliveries.ts'
import type { CallFaultBoard } from '../faults/call-faults.ts'
import type { Random } from '../account/random.ts'
import { rejectTooMany, type RateCounter } from '../api/rate-limit.ts'
import { answerForLog, readRequest, type ReadRequest } from '../api/read-request.ts'
import type { RequestLog, RequestRecord } from '../api/request-log.ts'
import { routes, type Route } from '../api/routes.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { strikeCall, type FaultyResponse } from '../faults/strike-call.ts'
import { toResponse, type Connection } from '../faults/faulty-response.ts'

const { commonErrors } = docUrls

/** The parts of the emulator that the app uses. */
export interface Parts {
  world: World
  keys: Keys
  callFaults: CallFaultBoard
  log: RequestLog
  secrets: Secrets
  rates: RateCounter
  deliveries: Deliveries
  requestIds: Random
}

/** State of one request: its connection, its end, and whether the connection broke without a response. */
interface Exchange extends Record<string, unknown> {
  readonly connection: Connection
  /** Resolves when the response is sent or the caller has aborted. */
  readonly answered: Promise<void>
  cut: boolean
}

/** Responds to a request, or marks its exchange as cut. */
export type App = (request: Request, exchange: Exchange) => Promise<Response>

/** Returns what a call did: a fault may replace its response afterwards. */
function effectOf({ name }: Route, { status, json }: ApiResponse): Pick<RequestRecord, 'effect' | 'messageId'> {
  if (status >= 400) return { effect: 'rejected' }
  if (name !== 'messages.send') return { effect: 'accepted' }
  return { effect: 'accepted', messageId: (json as { messageId: string }).messageId }
}

/** Converts `/v3/contacts/{id}` to the syntax of the router. */
function routerPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

const createRouter = rule(
  {
    id: 'access/trailing-slash',
    sentence: 'Wazzup ignores a slash at the end of a path.',
    docUrl: commonErrors,
    basis: 'found in public code',
  },
  () => new Hono<{ Bindings: Exchange }>({ strict: false }),
)

const answerUnknownPath = rule(
  [
    {
      id: 'access/unknown-path',
      sentence:
        'Wazzup responds with 404 and an empty body to a path or method that is not documented, for example one that reads a message.',
      docUrl: commonErrors,
      basis: 'our assumption',
    },
    {
      id: 'access/other-circuits',
      sentence:
        'Only API v3 is emulated, not the partner API v2, the routes without a version on its host and the API v2 for users. The response to their paths is 404 with an empty body, and their events and codes do not occur.',
      docUrl: commonErrors,
      basis: 'our assumption',
    },
  ],
  (): ApiResponse => ({ status: 404 }),
)

const sizeOf = ({ size }: ReadRequest): number => (size === 'too large' ? 0 : size)

/** Creates the service: every route of core's endpoints, with the handler of the same name. */
export function createApp(parts: Parts): App {
  const app = createRouter()
  const requestId = (): string => parts.requestIds.hex(32)

  async function answerTruly(
    route: Route,
    request: ReadRequest,
    later: Pick<Call, 'announce' | 'afterwards'>,
  ): Promise<ApiResponse> {
    const { holder } = request
    if (request.size === 'too large') return rejectLargeBody()
    const reject: Call['reject'] = (code, options) => buildRejection(code, requestId, options)
    const rejection =
      rejectKey(holder, route.endpoint, reject) ?? (isKnownKey(holder) ? rejectTooMany(parts.rates, holder) : undefined)
    if (rejection) return rejection
    const { params, query, body } = request
    const { announce, afterwards } = later
    const call: Call = {
      route: route.name,
      params,
      query,
      body,
      key: holder,
      world: parts.world,
      reject,
      announce,
      afterwards,
    }
    return routeHandlers[route.name](call)
  }

  for (const route of routes)
    app.on(route.endpoint.method, routerPath(route.endpoint.path), async (context) => {
      const request = await readRequest(context.req.raw, route, context.req.param(), parts)
      const fault = parts.callFaults.take(route.name)
      const at = parts.world.clock.now()
      const known = { at, ...request.forLog, route: route.name, ...(fault && { fault: fault.kind }) }
      const record = parts.log.begin(known, sizeOf(request))
      const told = parts.deliveries.ofRequest(context.env.answered)
      async function accept(): Promise<ApiResponse> {
        const answer = await answerTruly(route, request, told)
        Object.assign(record, effectOf(route, answer))
        await told.beforeAnswer()
        return answer
      }
      const faulty: FaultyResponse = fault
        ? await strikeCall(fault, { accept, now: parts.world.clock.now, requestId })
        : { how: 'whole', response: await accept() }
      record.effect ??= 'none'
      const milliseconds = parts.world.clock.now() - at
      if (faulty.how === 'cut') {
        context.env.cut = true
        parts.log.finish(record, { status: null, milliseconds })
        return new Response(null, { status: 500 })
      }
      const { pingFailure } = faulty.response
      const text = answerForLog(toText(faulty.response).text, parts.secrets)
      parts.log.finish(record, {
        status: faulty.response.status,
        milliseconds: milliseconds + ('ms' in faulty ? faulty.ms : 0),
        ...(text === '' ? {} : { response: text }),
        ...(pingFailure && { pingFailure }),
      })
      return toResponse(faulty, context.env.connection)
    })

  app.notFound(async (context) => {
    const request = await readRequest(context.req.raw, undefined, {}, parts)
    const record = parts.log.begin({ at: parts.world.clock.now(), ...request.forLog }, sizeOf(request))
    const { status } = request.size === 'too large' ? rejectLargeBody() : answerUnknownPath()
    parts.log.finish(record, { status, milliseconds: 0 })
    return new Response(null, { status })
  })
  app.onError((error) => {
    throw error
  })

  return async (request, exchange) => app.fetch(request, exchange)
}

/** Functions of this file that implement rules. */
export const pathRules = [createRouter, answerUnknownPath]
