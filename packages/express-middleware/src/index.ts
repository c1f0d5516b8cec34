export { webhookHandler } from './webhook-handler.ts'
export { gatewayHandler } from './gateway-handler.ts'
export { errorHandler } from './error-handler.ts'
