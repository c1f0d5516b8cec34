/** Entry `@wazzup-kit/edge/durable-object`: a bot with a store in a Durable Object of Cloudflare. */
export { BotObject } from './durable-object/bot-object.ts'
export type { AlarmInfo, BotObjectOptions, BotTimers, BotWebhooks } from './durable-object/bot-webhooks.ts'
export type { ObjectState, ObjectStorage, SqlValue } from './durable-object/object-state.ts'
