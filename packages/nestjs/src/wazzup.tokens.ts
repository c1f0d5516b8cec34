/** The name of the module that was given none. */
export const defaultName = 'default'

/** Token of a client: `@Inject(getWazzupToken())`, and what a test overrides. The default one unless named. */
export function getWazzupToken(name: string = defaultName): string {
  return `wazzup-kit:wazzup:${name}`
}

/** Token of a receiver of webhooks, core's `Webhooks`. The default one unless named. */
export function getWebhooksToken(name: string = defaultName): string {
  return `wazzup-kit:webhooks:${name}`
}

/** Token of a gateway, core's `Gateway`. The default one unless named. */
export function getGatewayToken(name: string = defaultName): string {
  return `wazzup-kit:gateway:${name}`
}
