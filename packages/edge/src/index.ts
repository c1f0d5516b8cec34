export { handler } from './handler.ts'
export { tenantHandler } from './tenant-handler.ts'
export type { HandlerOptions } from './options.ts'
