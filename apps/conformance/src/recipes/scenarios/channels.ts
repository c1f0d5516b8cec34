import type { Channel } from '@wazzup-kit/core'
import { listEntries } from '@wazzup-kit/core/store'
import { channelIds } from '@wazzup-kit/emulator'
import { textOf, type Scenario } from '../scenario.ts'

interface Recipe {
  listSenders(): Promise<Channel[]>
  sendFromFirst(numbers: readonly Channel[], message: { id: string; phone: string; text: string }): Promise<void>
}

const { whatsapp, viber } = channelIds

/** Each change of a channel is reported, and each message leaves once, from the spare number while the first cannot send. */
export function createScenario(): Scenario<Recipe> {
  const changes: string[] = []
  const written: string[] = []
  return {
    connect({ listSenders, sendFromFirst }, { parts: { wazzup, store } }) {
      return {
        async write(id: string) {
          const channels = await wazzup.channels.list()
          const numbers = [whatsapp, viber].map((wanted) => channels.find(({ channelId }) => channelId === wanted)!)
          await sendFromFirst(numbers, { id, phone: `7900${id.padStart(7, '0')}`, text: `Order ${id} is ready.` })
        },
        listSenders: async () => (await listSenders()).map(({ channelId }) => channelId),
        countUnknown: async () => (await listEntries(store, { states: ['unknown'] })).length,
      }
    },
    async round({ emulator: { simulate, faults }, call, callAll, pass }, round) {
      const write = async (name: string): Promise<void> => {
        written.push(`${round}${name}`)
        await callAll('write', `${round}${name}`)
        await call('write', `${round}${name}`)
      }
      faults.calls.next('response lost', { route: 'messages.send' })
      await write('1')
      await pass(2_000)
      simulate.channel.setState(whatsapp, 'qridle')
      changes.push(`${whatsapp}: qridle`)
      await write('2')
      await pass(2_000)
      const senders = (await call('listSenders')) as string[]
      if (senders.includes(whatsapp)) throw new Error('A channel that is down is listed as one that can send')
      await write('3')
      await pass(2_000)
      simulate.channel.setState(whatsapp, 'active')
      changes.push(`${whatsapp}: active`)
      await pass(2_000)
      await write('2')
      written.pop()
      await pass(2_000)
    },
    async judge({ emulator: { ledger }, reports, call, kills }) {
      const alerts = reports('warn').map(textOf)
      const countOf = (change: string): number => alerts.filter((alert) => alert.startsWith(change)).length
      const violations = [...new Set(changes)].flatMap((change) => {
        const count = changes.filter((other) => other === change).length
        const told = countOf(change)
        return told < count || told > count + kills()
          ? [`${change} happened ${count} times and was reported ${told} times`]
          : []
      })
      const sentOf = (id: string): number => ledger.filter(({ text }) => text === `Order ${id} is ready.`).length
      violations.push(...written.filter((id) => sentOf(id) > 1).map((id) => `${id} was sent ${sentOf(id)} times`))
      const missing = written.filter((id) => sentOf(id) === 0)
      if (missing.length > ((await call('countUnknown')) as number)) violations.push(`${missing.join()} were lost`)
      return violations
    },
  }
}
