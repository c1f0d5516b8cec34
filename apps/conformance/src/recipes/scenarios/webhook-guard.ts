import type { Emulator } from '@wazzup-kit/emulator'
import { setTimeout as pause } from 'node:timers/promises'
import { textOf, type Scenario } from '../scenario.ts'

interface Recipe {
  keepWebhook(url: string, secret: string): Promise<void>
}

const hour = 60 * 60_000

/** A subscription that changed is restored. Another integration that took the address is reported, and is not overwritten. */
export function createScenario(): Scenario<Recipe> {
  return {
    faultyCalls: ['subscription.get', 'subscription.set'],
    connect: () => ({}),
    begin: ({ keepWebhook }, { url }) => keepWebhook(url, 'secret'),
    async round({ emulator, url, pass, until, reports, kills }, round) {
      const { subscriptions } = emulator.state
      await until('the address is ours', () => subscriptions.api.webhooksUri?.startsWith(url) ?? false)
      const whole = structuredClone(subscriptions.api)
      const countReports = (): number => reports('warn').length + reports('error').length
      const before = { reports: countReports(), kills: kills() }

      subscriptions.api = structuredClone(whole)
      subscriptions.api.subscriptions.channelsUpdates = false
      await pass(hour)
      await until('the flag is restored', () => subscriptions.api.subscriptions.channelsUpdates)
      // A process that is killed between the change and its report reports nothing. One that cannot check the change reports that.
      const isReported = (): boolean => countReports() > before.reports || kills() > before.kills
      await until('the change is reported', isReported)
      await untilQuiet(emulator)

      const webhooksUri = `https://other.example/${round}`
      subscriptions.api = { ...structuredClone(whole), webhooksUri }
      await pass(hour)
      const isAlarmed = (): boolean => reports('error').some((line) => textOf(line).includes(webhooksUri))
      await until('the other integration is reported', isAlarmed)
      await pass(hour)
      const found = subscriptions.api.webhooksUri
      if (found !== webhooksUri) throw new Error(`The address of another integration was overwritten by ${found}`)
      subscriptions.api = structuredClone(whole)
    },
    judge({ emulator, url }) {
      const { webhooksUri, subscriptions } = emulator.state.subscriptions.api
      const isOurs = webhooksUri?.startsWith(url) && Object.values(subscriptions).every(Boolean)
      return isOurs ? [] : [`the subscription is ${JSON.stringify({ webhooksUri, subscriptions })}`]
    },
  }
}

/** Waits until no process asks for the subscription, because one that has read it might still write it. */
async function untilQuiet({ requests }: Emulator): Promise<void> {
  for (let before = -1; before < requests.length; await pause(300)) before = requests.length
}
