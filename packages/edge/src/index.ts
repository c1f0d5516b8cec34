export { handler, type HandlerOptions } from './handler.ts'
