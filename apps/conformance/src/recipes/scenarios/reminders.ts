import { channelIds } from '@wazzup-kit/emulator'
import { textOf, type Scenario } from '../scenario.ts'

interface Visit {
  id: string
  phone: string
  startsAt: number
  values: Record<string, string>
}

interface Recipe {
  remindAll(visits: readonly Visit[], channelId: string, name: string, now: number): Promise<unknown>
}

const minute = 60_000
const day = 24 * 60 * minute

/** Each visit is reminded of once and before it begins, or its failure is reported. */
export function createScenario(): Scenario<Recipe> {
  const known: Visit[] = []
  return {
    connect: ({ remindAll }, { clock }) => ({
      remind: (visits: Visit[], name: string) => remindAll(visits, channelIds.wapi, name, clock.now()),
    }),
    async round({ emulator: { clock, faults, simulate }, call, callAll, pass }, round) {
      const visitOf = (name: string, more: Partial<Visit> = {}): Visit => ({
        id: `${round}${name}`,
        phone: `7900${`${round}${name}`.padStart(7, '0')}`,
        startsAt: clock.now() + day,
        values: { name: 'Ann' },
        ...more,
      })
      const good = ['1', '2', '3', '4'].map((name) => visitOf(name))
      // The channel is down until after this visit has begun.
      const soon = visitOf('5', { startsAt: clock.now() + 30 * minute })
      const bad = [visitOf('6', { phone: 'unknown' }), visitOf('7', { values: { name: ' ' } })]
      known.push(...good, soon)
      const wanted = bad.map(({ id }) => id).join()
      const check = (failed: unknown): void => {
        const ids = (failed as { id: string }[]).map(({ id }) => id).join()
        if (ids !== wanted) throw new Error(`${ids} failed in place of ${wanted}`)
      }

      // A template that was rejected stops before the first message.
      const error = await call('remind', good, 'rejected').catch(String)
      if (!String(error).includes('status REJECTED')) throw new Error(`A rejected template was used: ${String(error)}`)

      // In both processes at once, and again.
      faults.calls.next('response lost', { route: 'messages.send' })
      simulate.message.failNext('BAD_CONTACT')
      for (const result of await callAll('remind', [good[0], bad[0], good[1], bad[1]], 'receipt')) check(result)
      simulate.channel.setState(channelIds.wapi, 'blocked')
      for (const result of await callAll('remind', [...good, soon, ...bad], 'receipt')) check(result)
      await pass(60 * minute)
      simulate.channel.setState(channelIds.wapi, 'active')
      check(await call('remind', [...good, ...bad], 'receipt'))
      await pass(2 * minute)
    },
    judge({ emulator: { ledger }, reports }) {
      const warnings = reports('warn').map(textOf)
      return known.flatMap(({ id, phone, startsAt }) => {
        const sent = ledger.filter(({ chatId }) => chatId === phone)
        if (sent.length > 1) return [`visit ${id} was reminded of ${sent.length} times`]
        if (sent.some(({ acceptedAt }) => acceptedAt > startsAt)) return [`visit ${id} had begun`]
        const isReported = warnings.some((warning) => warning.startsWith(`check visit ${id} `))
        return sent.length === 0 && !isReported ? [`visit ${id} was neither reminded of nor reported`] : []
      })
    },
  }
}
