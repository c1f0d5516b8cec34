import { Miniflare, Response, type Request } from 'miniflare'
import { compile } from './compile.ts'
import type { EmulatedOrderDesk } from './emulated-worker.ts'
import type { HostSettings, RunningHost } from './host.ts'

/** The part of a namespace of Durable Objects that the sample uses. */
interface OrderDesks {
  idFromName(name: string): unknown
  get(id: unknown): Pick<EmulatedOrderDesk, 'tellReady' | 'settle'>
}

/** Starts the bot on workerd, the runtime of Cloudflare Workers, on this machine. */
export async function startWorker({ apiKey, baseUrl, secret, report, clock }: HostSettings): Promise<RunningHost> {
  const workerd = new Miniflare({
    modules: true,
    script: await compile('emulated-worker.ts'),
    compatibilityDate: '2026-07-01',
    host: '127.0.0.1',
    bindings: { WAZZUP_API_KEY: apiKey, WAZZUP_BASE_URL: baseUrl, WEBHOOK_SECRET: secret },
    durableObjects: { ORDER_DESK: { className: 'EmulatedOrderDesk', useSQLite: true } },
    serviceBindings: {
      async DUTY(request: Request) {
        await report(await request.text())
        return new Response()
      },
      CLOCK: () => new Response(String(clock?.now() ?? Date.now())),
    },
  })
  const { origin } = await workerd.ready
  const desks = (await workerd.getDurableObjectNamespace('ORDER_DESK')) as unknown as OrderDesks
  const desk = desks.get(desks.idFromName('main'))
  return {
    url: `${origin}/wazzup?key=${secret}`,
    store: 'a Durable Object of Miniflare',
    tellReady: (number) => desk.tellReady(number),
    settled: () => desk.settle(),
    close: () => workerd.dispose(),
  }
}
