/** Entry `@wazzup-kit/core/testing`: deliveries and events for tests of your own handlers. */
export { buildDelivery, buildEvent, type WireFields } from './webhooks/build-delivery.ts'
