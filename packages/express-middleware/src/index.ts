export { handler } from './handler.ts'
export type { HandlerOptions } from './options.ts'
export { errorHandler } from './error-handler.ts'
export type { NodeRequest } from './node-request.ts'
