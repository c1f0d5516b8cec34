/** The name of a module that is registered without a name. */
export const defaultName = 'default'

/**
 * Returns the token of a client, for `@Inject(getWazzupToken())` and for tests that override it. Without a name, that of
 * the default account.
 */
export function getWazzupToken(name: string = defaultName): string {
  return `wazzup-kit:wazzup:${name}`
}

/** Returns the token of a receiver, core's `Webhooks`. Without a name, that of the default account. */
export function getWebhooksToken(name: string = defaultName): string {
  return `wazzup-kit:webhooks:${name}`
}

/** Returns the token of a gateway, core's `Gateway`. Without a name, that of the default account. */
export function getGatewayToken(name: string = defaultName): string {
  return `wazzup-kit:gateway:${name}`
}

/** Returns the token of timers, core's `Timers`. Without a name, that of the default account. */
export function getTimersToken(name: string = defaultName): string {
  return `wazzup-kit:timers:${name}`
}

/** Returns the token of an outbox, core's `Outbox`. Without a name, that of the default account. */
export function getOutboxToken(name: string = defaultName): string {
  return `wazzup-kit:outbox:${name}`
}
