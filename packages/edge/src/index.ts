export { handler } from './handler.ts'
export type { HandlerOptions } from './options.ts'
