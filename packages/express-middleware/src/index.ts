export { webhookHandler } from './webhook-handler.ts'
export { gatewayHandler, type GatewayHandlerOptions } from './gateway-handler.ts'
export { errorHandler } from './error-handler.ts'
