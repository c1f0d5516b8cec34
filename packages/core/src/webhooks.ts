/** Entry `@wazzup-kit/core/webhooks`: receiving alone, for processes that start often and do not send. */
export * from './webhooks/public.ts'
