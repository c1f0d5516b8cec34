/** Entry `@wazzup-kit/core/webhooks`: receives webhooks, without the client. */
export * from './webhooks/exports.ts'
