import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Emulator } from '../../emulator/emulator.ts'
import { createChatIndex } from './chat-index.ts'
import { createFiles, isHarmless } from './files.ts'
import { guard } from '../guard.ts'
import type { HostCheck } from '../host-check.ts'
import { detailOf } from './log-view.ts'
import { isPagePath, servePage } from '../serve-page.ts'
import { takeSnapshot } from './snapshot.ts'
import { createStream } from './stream.ts'
import { WrongInput } from '../page-actions/action.ts'
import { actions } from '../page-actions/actions.ts'
import type { Done } from './page-types.ts'

/** The routes beside the emulated API: the page, its stream and its actions. */
export interface PageApi {
  /** Returns whether a path belongs to the page and not to the emulated API. */
  owns(path: string): boolean
  answer(request: Request): Promise<Response>
  close(): void
}

const MOST_BODY_BYTES = 1024 * 1024

/** Creates the page's API of an emulator that listens at an address. */
export function createPageApi(emulator: Emulator, { url, hosts }: { url: string; hosts: HostCheck }): PageApi {
  const chats = createChatIndex(emulator)
  const files = createFiles()
  const stream = createStream(emulator, chats)
  const reach = { emulator, chats, files, url, tell: stream.tell }
  const app = new Hono()
  app.use(guard(hosts))
  servePage(app)

  app.get('/_emulator/state', (context) => context.json(takeSnapshot(emulator, chats, stream.position())))

  app.get('/_emulator/chats/:key/messages', (context) => {
    const before = Number(context.req.query('before') ?? Number.NaN)
    return context.json(chats.page(context.req.param('key'), Number.isInteger(before) ? before : undefined))
  })

  app.get('/_emulator/log/:kind/:number', (context) => {
    const detail = detailOf(emulator, context.req.param('kind'), Number(context.req.param('number')))
    return detail ? context.json(detail) : context.notFound()
  })

  app.get('/_emulator/stream', (context) => {
    const body = stream.open(context.req.header('last-event-id'))
    return context.body(body, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  })

  app.get('/_emulator/files/:id/:name', (context) => {
    const file = files.find(context.req.param('id'))
    if (!file) return context.notFound()
    const harmless = isHarmless(file.type)
    return context.body(file.bytes, 200, {
      'content-type': harmless ? file.type : 'application/octet-stream',
      'content-disposition': harmless ? 'inline' : 'attachment',
      'content-security-policy': 'sandbox',
    })
  })

  const tooBig = (): Response =>
    Response.json({ problem: 'The body must not be larger than 1 MB' } satisfies Done, { status: 413 })
  app.post('/_emulator/do', bodyLimit({ maxSize: MOST_BODY_BYTES, onError: tooBig }), async (context) => {
    const asked: unknown = await context.req.json().catch(() => undefined)
    const { verb: name, input = {} } = (asked ?? {}) as { verb?: unknown; input?: unknown }
    if (typeof name !== 'string' || !Object.hasOwn(actions, name))
      return context.json({ problem: `"verb" must be one of ${Object.keys(actions).join(', ')}` } satisfies Done, 400)
    try {
      const result = await actions[name]!.run(reach, input)
      return context.json({ result: result ?? null } satisfies Done)
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      return context.json({ problem } satisfies Done, error instanceof WrongInput ? 400 : 409)
    }
  })

  return {
    owns: (path) => isPagePath(path) || path.startsWith('/_emulator/'),
    answer: async (request) => app.fetch(request),
    close: stream.close,
  }
}
