/** The process of one server: `worker.ts <contender>`. Sends its port, and on request the CPU time used so far. */
import type { AddressInfo } from 'node:net'
import type { CreateContender } from './contender.ts'

/** The counters of a server. */
export interface Account {
  /** User and system time in microseconds. */
  cpu: number
  /** Handled messages. */
  handled: number
}

const [file] = process.argv.slice(2) as [string]

try {
  const { createContender } = (await import(`./contenders/${file}.ts`)) as { createContender: CreateContender }
  const { server, handled } = await createContender()
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: user + system, handled: handled() } satisfies Account)
  })
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
} catch (error) {
  process.send?.({ error: (error as Error).message })
}
process.on('disconnect', () => process.exit())
