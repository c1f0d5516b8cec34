import { Hono } from 'hono'
import { refusal, writeAnswer, type Answer } from './answers.ts'
import { admission, type Keys } from './authorize.ts'
import { behaviours } from './behaviour/all.ts'
import type { Call, World } from './call.ts'
import type { Deliveries } from './deliveries/deliveries.ts'
import type { FaultBoard } from './faults.ts'
import type { Random } from './random.ts'
import type { RateCounter } from './rate-limit.ts'
import { answerForLog, readRequest, type ReadRequest } from './read-request.ts'
import type { RequestLog } from './requests.ts'
import { routes, type Route } from './routes.ts'
import type { Secrets } from './secrets/secrets.ts'
import { strike, type Passage } from './strike.ts'
import { travel, type Wire } from './travel.ts'

/** The parts an app works with. */
export interface Parts {
  world: World
  keys: Keys
  board: FaultBoard
  log: RequestLog
  secrets: Secrets
  rates: RateCounter
  deliveries: Deliveries
  requestIds: Random
}

/** What goes along with one request: its line, its end, and the mark that the connection broke without an answer. */
interface Exchange extends Record<string, unknown> {
  readonly wire: Wire
  /** Resolves when the answer is out, or nobody waits for it any more. */
  readonly answered: Promise<void>
  cut: boolean
}

/** Answers a request, or marks its exchange as cut. */
export type App = (request: Request, exchange: Exchange) => Promise<Response>

/** `/v3/contacts/{id}` as the router writes it. */
function routerPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

/** Builds the service: every route of core's endpoints, with the behaviour of the same name. */
export function createApp(parts: Parts): App {
  // Public clients end their paths with a slash, and live on it.
  const app = new Hono<{ Bindings: Exchange }>({ strict: false })
  const requestId = (): string => parts.requestIds.hex(32)

  async function answerTruly(
    route: Route,
    request: ReadRequest,
    later: Pick<Call, 'announce' | 'afterwards'>,
  ): Promise<Answer> {
    const { holder, key } = request
    const refuse: Call['refuse'] = (code, options) => refusal(code, requestId, options)
    switch (admission(holder, route.endpoint)) {
      case 'no key':
        return { status: 401 }
      case 'unknown key':
        return refuse('INVALID_APIKEY')
      case 'closed':
        return refuse('FORBIDDEN')
    }
    // An empty 429: https://wazzup24.com/help/api-en/common-errors/
    if (key !== undefined && !parts.rates.admits(holder)) return { status: 429 }
    const { params, query, body } = request
    const { announce, afterwards } = later
    const call: Call = {
      route: route.name,
      params,
      query,
      body,
      key: holder,
      world: parts.world,
      refuse,
      announce,
      afterwards,
    }
    return behaviours[route.name](call)
  }

  for (const route of routes)
    app.on(route.endpoint.method, routerPath(route.endpoint.path), async (context) => {
      const request = await readRequest(context.req.raw, route, context.req.param(), parts)
      const fault = parts.board.take(route.name)
      const at = parts.world.clock.now()
      const record = parts.log.begin({ at, ...request.forLog, route: route.name, ...(fault && { fault: fault.kind }) })
      const told = parts.deliveries.ofRequest(context.env.answered)
      async function accept(): Promise<Answer> {
        const answer = await answerTruly(route, request, told)
        await told.beforeAnswer()
        return answer
      }
      const passage: Passage = fault
        ? await strike(fault, { accept, now: parts.world.clock.now, requestId })
        : { how: 'whole', answer: await accept() }
      const milliseconds = parts.world.clock.now() - at
      if (passage.how === 'cut') {
        context.env.cut = true
        parts.log.finish(record, { status: null, milliseconds })
        return new Response(null, { status: 500 })
      }
      const text = answerForLog(writeAnswer(passage.answer).text, parts.secrets)
      parts.log.finish(record, {
        status: passage.answer.status,
        milliseconds: milliseconds + ('ms' in passage ? passage.ms : 0),
        ...(text === '' ? {} : { answer: text }),
      })
      return travel(passage, context.env.wire)
    })

  // No page says what an unknown path answers; an empty 404 is our judgement.
  app.notFound(async (context) => {
    const { forLog } = await readRequest(context.req.raw, undefined, {}, parts)
    const record = parts.log.begin({ at: parts.world.clock.now(), ...forLog })
    parts.log.finish(record, { status: 404, milliseconds: 0 })
    return new Response(null, { status: 404 })
  })
  app.onError((error) => {
    throw error
  })

  return async (request, exchange) => app.fetch(request, exchange)
}
