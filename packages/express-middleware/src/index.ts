export { handler, type HandlerOptions } from './handler.ts'
export { errorHandler } from './error-handler.ts'
export type { NodeRequest } from './node-request.ts'
