import type { Environment } from './bot-under-test.ts'
import { createWebBot } from './web-bot.ts'

/** The parts of Deno that this entry uses. https://docs.deno.com/api/deno/~/Deno.serve */
declare const Deno: {
  env: { get(name: string): string | undefined }
  serve(
    options: { hostname: string; port: number; onListen(address: { port: number }): void },
    handle: (request: Request) => Promise<Response>,
  ): unknown
}

const serve = createWebBot(JSON.parse(Deno.env.get('ENVIRONMENT')!) as Environment)
const onListen = ({ port }: { port: number }) => console.log(`listens at http://127.0.0.1:${port}`)
// A process of Deno continues after a response, so nothing has to keep it alive.
Deno.serve({ hostname: '127.0.0.1', port: 0, onListen }, (request) => serve(request, () => {}))
