import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { WrongInput, type Reach } from '../page-actions/action.ts'
import { actions } from '../page-actions/actions.ts'
import type { Done } from '../page-api/page-types.ts'

const MOST_BODY_BYTES = 1024 * 1024

const tooBig = (): Response =>
  Response.json({ problem: 'The body must not be larger than 1 MB' } satisfies Done, { status: 413 })

/** Parses a body; undefined when it is not JSON. An empty body has no fields. */
function parseBody(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Serves the actions: by name in the path, and by `verb` in the body, as the page calls them. */
export function serveActions(app: Hono, reach: Reach): void {
  async function act(context: Context, name: unknown, input: unknown): Promise<Response> {
    if (typeof name !== 'string' || !Object.hasOwn(actions, name))
      return context.json({ problem: `"verb" must be one of ${Object.keys(actions).join(', ')}` } satisfies Done, 400)
    try {
      const result = await actions[name]!.run(reach, input)
      return context.json({ result: result ?? null } satisfies Done)
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      return context.json({ problem } satisfies Done, error instanceof WrongInput ? 400 : 409)
    }
  }

  const limited = bodyLimit({ maxSize: MOST_BODY_BYTES, onError: tooBig })

  app.post('/_emulator/do', limited, async (context) => {
    const { verb, input = {} } = (parseBody(await context.req.text()) ?? {}) as { verb?: unknown; input?: unknown }
    return act(context, verb, input)
  })

  app.post('/_emulator/do/:verb', limited, async (context) => {
    const input = parseBody(await context.req.text())
    if (input === undefined) return context.json({ problem: 'The body must be JSON' } satisfies Done, 400)
    return act(context, context.req.param('verb'), input)
  })
}
