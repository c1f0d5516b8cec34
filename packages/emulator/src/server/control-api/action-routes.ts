import type { Context, Hono } from 'hono'
import { readBodyText } from '../../api/body-text.ts'
import { WrongInput } from '../../input/read-input.ts'
import type { Reach } from '../page-actions/action.ts'
import { actions } from '../page-actions/actions.ts'
import { describeUnheard, type Unheard } from '../../webhooks/unheard.ts'
import type { Done } from './done.ts'

/** Parses a body; undefined when it is not JSON. An empty body has no fields. */
function parseBody(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Serves the actions: by name in the path, and by `verb` in the body, as the page calls them. */
export function serveActions(app: Hono, reach: Reach, unheard: Unheard): void {
  async function act(context: Context, name: unknown, input: unknown): Promise<Response> {
    if (typeof name !== 'string' || !Object.hasOwn(actions, name))
      return context.json({ problem: `"verb" must be one of ${Object.keys(actions).join(', ')}` } satisfies Done, 400)
    try {
      const { result, kinds } = unheard.during(() => actions[name]!.run(reach, input))
      const notice = describeUnheard(kinds)
      return context.json({ result: (await result) ?? null, ...(notice !== undefined && { notice }) } satisfies Done)
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      return context.json({ problem } satisfies Done, error instanceof WrongInput ? 400 : 409)
    }
  }

  /** Responds to a body, unless it is too large. */
  async function readBody(context: Context, respond: (body: unknown) => Promise<Response>): Promise<Response> {
    const text = await readBodyText(context.req.raw)
    if (text === undefined)
      return context.json({ problem: 'The body must not be larger than 1 MB' } satisfies Done, 413)
    return respond(parseBody(text))
  }

  app.post('/_emulator/do', (context) =>
    readBody(context, (body) => {
      const { verb, input = {} } = (body ?? {}) as { verb?: unknown; input?: unknown }
      return act(context, verb, input)
    }),
  )

  app.post('/_emulator/do/:verb', (context) =>
    readBody(context, async (input) => {
      if (input === undefined) return context.json({ problem: 'The body must be JSON' } satisfies Done, 400)
      return act(context, context.req.param('verb'), input)
    }),
  )
}
