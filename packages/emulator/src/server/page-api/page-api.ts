import { Hono } from 'hono'
import type { Served } from '../../emulator/served.ts'
import { serveChatWindows } from './chat-window-page.ts'
import { createChatIndex } from './chat-index.ts'
import { guard } from '../guard.ts'
import type { HostCheck } from '../host-check.ts'
import { detailOf } from './log-view.ts'
import { isPagePath, servePage } from '../serve-page.ts'
import { takeSnapshot } from './snapshot.ts'
import { createStream } from './stream.ts'
import { serveActions } from '../control-api/action-routes.ts'
import { isDocument, serveDocuments } from '../control-api/documents.ts'
import { serveRecords } from '../control-api/record-routes.ts'

/** The routes beside the emulated API: the page, its stream and its actions. */
export interface PageApi {
  answer(request: Request): Promise<Response>
  close(): void
}

/** Returns whether a path belongs to the page and not to the emulated API. */
export const isOfPage = (path: string): boolean =>
  isPagePath(path) || path.startsWith('/_emulator/') || path.startsWith('/chat/')

/** Returns whether the response to a path is the same in every account. */
export const isSame = (path: string): boolean =>
  path.startsWith('/assets/') || path === '/_emulator/health' || isDocument(path)

/** Creates the page's API of an emulator that listens at an address. */
export function createPageApi({ emulator, unheard }: Served, hosts: HostCheck): PageApi {
  const chats = createChatIndex(emulator)
  const stream = createStream(emulator, chats)
  const reach = { emulator, chats, tell: stream.tell }
  const app = new Hono()
  // Before the guard, which forbids frames.
  serveChatWindows(app, emulator)
  app.use(guard(hosts))
  servePage(app)

  app.get('/_emulator/health', (context) => context.json({ status: 'ok' }))

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

  serveRecords(app, emulator)
  serveDocuments(app)
  serveActions(app, reach, unheard)

  return {
    answer: async (request) => app.fetch(request),
    close: stream.close,
  }
}
