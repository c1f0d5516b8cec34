import { webRuntime } from './web-runtime.ts'

/** `Bun.serve`. */
export const bun = webRuntime({ name: 'Bun', runtime: 'bun', entry: '../webhooks/bun-entry.ts', args: ['run'] })
