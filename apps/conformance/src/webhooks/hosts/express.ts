import { handler } from '@wazzup-kit/express-middleware'
import express5, { type RequestHandler } from 'express'
import express4 from 'express-4'
import { addresses, runOptionsAt } from '../bot-under-test.ts'
import type { Host } from '../contract.ts'
import { nodeHost } from './node-host.ts'

// The types of Express 4 and 5 differ only in parts that are not used here.
const majors = [
  { name: 'Express 4', express: express4 as unknown as typeof express5 },
  { name: 'Express 5', express: express5 },
]

/** Middleware that an app has in front of its routes. */
interface Front {
  name: string
  handlersOf(express: typeof express5): RequestHandler[]
  inFront?: Host['inFront']
  /** The same for Express 5 only, which parses Wazzup's malformed content type as JSON; Express 4 does not. */
  inFrontOn5?: Host['inFront']
  /** The same for Express 4 only, whose parsers do not inflate Brotli. */
  inFrontOn4?: Host['inFront']
}

const limit = '8mb'
const whatever = { type: () => true, limit }

/** The adapter cannot stop a parser in front of it: the parser waits for a stalled body and reads unauthorized ones. */
const anyParser = {
  stalls: 'never',
  huge: 413,
  'huge and unread': 413,
  bomb: 413,
  cut: 400,
  'kept header': 400,
  'unknown encoding': 415,
  'unknown compression': 415,
} as const
const noBrotli = { br: 415 } as const
const jsonParser = { ...anyParser, 'not JSON': 400, 'wrong and bad': 400, large: 200, 'not UTF-8': 200 } as const

const fronts: readonly Front[] = [
  { name: '', handlersOf: () => [] },
  {
    name: ' after express.json(), text(), raw() and urlencoded()',
    handlersOf: ({ json, text, raw, urlencoded }) => [
      json({ limit }),
      text({ limit }),
      raw({ limit }),
      urlencoded({ extended: true }),
    ],
    inFrontOn5: jsonParser,
  },
  {
    name: ' after express.json({ type: any })',
    handlersOf: ({ json }) => [json(whatever)],
    inFront: jsonParser,
    inFrontOn4: noBrotli,
  },
  {
    name: ' after express.json({ type: any, strict: false })',
    handlersOf: ({ json }) => [json({ ...whatever, strict: false })],
    inFront: jsonParser,
    inFrontOn4: noBrotli,
  },
  {
    name: ' after express.text({ type: any })',
    handlersOf: ({ text }) => [text(whatever)],
    inFront: { ...anyParser, 'not UTF-8': 200 },
    inFrontOn4: noBrotli,
  },
  {
    name: ' after express.raw({ type: any })',
    handlersOf: ({ raw }) => [raw(whatever)],
    inFront: anyParser,
    inFrontOn4: noBrotli,
  },
  {
    name: ' after a hand-written parser',
    handlersOf: () => [readText],
    inFront: { stalls: 'never', 'not UTF-8': 200, compressed: 400, br: 400, bomb: 400, 'unknown compression': 400 },
  },
]

/** A hand-written body parser, as apps have one. */
const readText: RequestHandler = (request, _response, next) => {
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => (text += chunk))
  request.on('end', () => {
    request.body = text
    next()
  })
}

/** Express 4 and 5, with each kind of body parser in front of the routes. */
export const expressHosts: readonly Host[] = majors.flatMap(({ name, express }) =>
  fronts.map((front) =>
    nodeHost({
      name: name + front.name,
      inFront: { ...front.inFront, ...(express === express5 ? front.inFrontOn5 : front.inFrontOn4) },
      mount({ webhooks, gateway }) {
        const app = express()
        for (const parser of front.handlersOf(express)) app.use(parser)
        for (const address of addresses) app.all(`/${address}`, handler(webhooks[address], runOptionsAt(address)))
        app.use('/api/wazzup', handler(gateway))
        return app
      },
    }),
  ),
)
