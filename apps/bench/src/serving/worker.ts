/** The process of one server: `worker.ts <contender>`. It tells its port, and when asked the CPU it has used so far. */
import type { AddressInfo } from 'node:net'
import type { CreateContender } from './contender.ts'

/** What a server tells of itself. */
export interface Account {
  /** Microseconds, user and system. */
  cpu: number
  /** Messages that were handled. */
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
