import { webRuntime } from './web-runtime.ts'

/** `Deno.serve`, with the permissions that docs/hono-h3-bun-deno.md names. */
export const deno = webRuntime({
  name: 'Deno',
  runtime: 'deno',
  entry: '../webhooks/deno-entry.ts',
  args: ['run', '--allow-net', '--allow-env'],
})
