import { textOf, type Scenario } from '../scenario.ts'

const minute = 60_000

/** Each timer fires, a cancelled one does not, and a periodic one runs once in each period. */
export function createScenario(): Scenario {
  const set = { once: new Set<string>(), moved: new Set<string>(), cancelled: new Set<string>() }
  return {
    hasNoPage: true,
    connect(_, { parts: { timers }, report, clock }) {
      const work = () => new Promise((resolve) => setTimeout(resolve, 20))
      timers.on('once', async ({ key }) => {
        await work()
        report('fired', key)
      })
      timers.on('other', async ({ key, at, data }) => {
        report('fired', key, at, data)
        await work()
      })
      timers.every('periodic', minute, async () => {
        report('period', Math.floor(clock.now() / minute))
        await work()
      })
      return {
        setOnce: (key: string, at: number) => timers.set('once', key, { at, once: true }),
        set: (key: string, at: number) => timers.set('other', key, { at, data: at }),
        cancel: (key: string) => timers.cancel('other', key),
      }
    },
    async round({ emulator: { clock }, call, callAll, pass, until, reports }, round) {
      const now = clock.now()
      const keysOf = (what: string): string[] => ['1', '2', '3'].map((name) => `${what} ${round} ${name}`)
      const hasFired = (key: string): boolean => reports('fired').some(({ details }) => details[0] === key)
      for (const key of keysOf('once')) {
        set.once.add(key)
        const answers = await callAll('setOnce', key, now + 5 * minute)
        if (answers.filter(Boolean).length > 1) throw new Error(`${key} was set twice`)
      }
      for (const key of keysOf('moved')) {
        set.moved.add(key)
        await callAll('set', key, now + 2 * minute)
        await callAll('set', key, now + 5 * minute)
      }
      for (const key of keysOf('cancelled')) {
        await call('set', key, now + 5 * minute)
        await callAll('cancel', key)
        set.cancelled.add(key)
      }
      for (let passed = 0; passed < 6; passed++) {
        await pass(minute)
        const period = Math.floor(clock.now() / minute)
        const hasRun = (): boolean => reports('period').some(({ details }) => (details[0] as number) >= period)
        await until(`the periodic timer runs in period ${period}`, hasRun)
      }
      await until('all timers fire', () => [...keysOf('once'), ...keysOf('moved')].every(hasFired))
      // What has fired is not set again.
      for (const key of keysOf('once')) {
        if ((await callAll('setOnce', key, clock.now())).some(Boolean)) throw new Error(`${key} was set again`)
      }
    },
    judge({ reports, kills }) {
      const fired = reports('fired').map(({ details: [key] }) => key as string)
      const countOf = (key: string): number => fired.filter((other) => other === key).length
      const mostlyOnce = (keys: Iterable<string>): string[] =>
        [...keys].flatMap((key) => {
          const count = countOf(key)
          return count === 0 || count > 1 + kills() ? [`${key} has fired ${count} times`] : []
        })
      const total = fired.length - new Set(fired).size
      const ran = reports('period').map((line) => textOf(line))
      const again = ran.length - new Set(ran).size
      return [
        ...mostlyOnce(set.once),
        ...mostlyOnce(set.moved),
        ...[...set.cancelled].filter((key) => countOf(key) > 0).map((key) => `${key} has fired`),
        ...reports('fired')
          .filter(
            ({ details: [key, at, data], at: firedAt }) =>
              set.moved.has(key as string) && (at !== data || firedAt < (at as number)),
          )
          .map((line) => `${textOf(line)}: it fired early or with other data`),
        // A kill makes a timer and a period run again, and nothing else does.
        ...(total > kills() * 10 || again > kills()
          ? [`${total} timers and ${again} periods ran again in ${kills()} kills`]
          : []),
      ]
    },
  }
}
