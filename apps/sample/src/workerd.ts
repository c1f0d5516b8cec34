import { Miniflare, Response, type Request } from 'miniflare'
import { compile } from './compile.ts'
import type { HostSettings, RunningHost } from './host.ts'

/** Starts the bot on workerd, the runtime of Cloudflare Workers, on this machine. */
export async function startWorker({ apiKey, baseUrl, secret, report }: HostSettings): Promise<RunningHost> {
  const workerd = new Miniflare({
    modules: true,
    script: await compile('worker.ts'),
    compatibilityDate: '2026-07-01',
    host: '127.0.0.1',
    bindings: { WAZZUP_API_KEY: apiKey, WAZZUP_BASE_URL: baseUrl, WEBHOOK_SECRET: secret },
    serviceBindings: {
      async DUTY(request: Request) {
        await report(await request.text())
        return new Response()
      },
    },
  })
  const { origin } = await workerd.ready
  return { url: `${origin}/wazzup?key=${secret}`, close: () => workerd.dispose() }
}
