/** Entry `@wazzup-kit/core/testing`: deliveries, events and the contract of stores for tests of your own. */
export { buildDelivery, buildEvent, type WireFields } from './webhooks/build-delivery.ts'
export { storeContract } from './store/contract/store-contract.ts'
export type { OpenStore, StoreCase, StoreUnderTest } from './store/contract/store-case.ts'
