import type { Channel } from '@wazzup-kit/core'
import { channelIds } from '@wazzup-kit/emulator'
import { textOf, type Scenario } from '../scenario.ts'

interface Recipe {
  tellReady(order: { id: string; phone: string }, channels: readonly Channel[]): Promise<void>
}

const minute = 60_000

/** Each order is announced once, by whatever route, or its failure is reported. */
export function createScenario(): Scenario<Recipe> {
  const told = new Set<string>()
  return {
    connect: ({ tellReady }, { parts: { wazzup } }) => ({
      tell: async (id: string) => tellReady({ id, phone: phoneOf(id) }, await wazzup.channels.list()),
    }),
    async round({ emulator: { faults, simulate }, call, callAll, pass }, round) {
      const tell = async (name: string): Promise<void> => {
        const id = `${round}${name}`
        told.add(id)
        await callAll('tell', id)
        await call('tell', id)
      }
      // Asked for in both processes at once, and the response of Wazzup is lost.
      faults.calls.next('response lost', { route: 'messages.send' })
      await tell('1')
      // Wazzup rejects it, so Telegram is used.
      faults.calls.respondWith('BAD_CONTACT', { route: 'messages.send' })
      await tell('2')
      // Wazzup accepts it and reports the error later.
      simulate.message.failNext('BAD_CONTACT')
      await tell('3')
      // It does not arrive within ten minutes.
      simulate.message.dropNext()
      await tell('4')
      await pass(11 * minute)
      // The channel goes down while orders wait, and comes back.
      simulate.channel.setState(channelIds.whatsapp, 'openElsewhere')
      await tell('5')
      await pass(minute)
      simulate.channel.setState(channelIds.whatsapp, 'active')
      await tell('5')
      await pass(minute)
    },
    judge({ emulator: { ledger, state }, reports }) {
      const hasFailed = (messageId: string): boolean => state.messages.get(messageId)?.status === 'error'
      const warnings = reports('warn').map(textOf)
      return [...told].flatMap((id) => {
        const accepted = ledger.filter(({ text }) => text === `Your order ${id} is ready.`)
        const sent = accepted.filter(({ messageId, state }) => state !== 'deleted' && !hasFailed(messageId))
        if (sent.length > 1) return [`order ${id} was announced ${sent.length} times: ${JSON.stringify(accepted)}`]
        const isReported = warnings.some((warning) => warning.startsWith(`check order ${id} `))
        return sent.length === 0 && !isReported ? [`order ${id} was neither announced nor reported`] : []
      })
    },
  }
}

function phoneOf(id: string): string {
  return `7900${id.padStart(7, '0')}`
}
