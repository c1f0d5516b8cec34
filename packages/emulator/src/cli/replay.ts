import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createClock } from '../account/clock.ts'
import type { DeliveryRecord } from '../webhooks/delivery-log.ts'
import { describeFailure, type PostFailure } from '../webhooks/post-failure.ts'
import { postWebhook } from '../webhooks/post-webhook.ts'
import { replayOptions, withoutEmpty } from './options.ts'
import { askRunning, type RunningEmulator } from './running-emulator.ts'
import { say, whenStopped } from './terminal.ts'

/** One delivery of a log. */
interface Recorded {
  kinds: readonly string[]
  body: unknown
}

/** Reads the deliveries of a log that `wazzup-emulator --json` wrote, in order; skips all other lines. */
async function readLog(path: string): Promise<Recorded[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error })
  })
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      const { event, kinds = [], body } = JSON.parse(line) as Recorded & { event?: string | undefined }
      return event === 'delivery' ? [{ kinds, body }] : []
    } catch (error) {
      throw new Error(`${path}:${index + 1} is not JSON`, { cause: error })
    }
  })
}

/** Posts one delivery again and returns the status of the response, or why there is none. */
type Post = (body: unknown) => Promise<number | string>

const endOf = (failure: PostFailure | undefined): string => (failure ? describeFailure(failure) : 'no response')

function postTo(address: string, bearer: string | undefined): Post {
  const { whenPassed } = createClock()
  return async (body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const { response, failure } = await postWebhook({
      address,
      body: text,
      crmKey: bearer ?? null,
      fetch: globalThis.fetch,
      whenPassed,
    })
    return response?.status ?? endOf(failure)
  }
}

function postThrough(running: RunningEmulator): Post {
  return async (body) => {
    const { result } = await askRunning(running, 'deliver', { body })
    const { response, failure } = result as Pick<DeliveryRecord, 'response' | 'failure'>
    return response?.status ?? endOf(failure)
  }
}

/** Posts the deliveries of a log again, one after another. */
export async function replay(args: readonly string[]): Promise<void> {
  const { values: given, positionals } = parseArgs({
    args: [...args],
    options: replayOptions,
    allowPositionals: true,
  })
  const values = withoutEmpty(given, replayOptions)
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new Error('wazzup-emulator replay <log> [--to address]')
  const recorded = await readLog(path)
  if (recorded.length === 0) throw new Error(`${path} has no deliveries; write a log with wazzup-emulator --json`)
  const post = values.to === undefined ? postThrough(values) : postTo(values.to, values.bearer)
  const stopped = new AbortController()
  whenStopped(() => stopped.abort())

  let failed = 0
  for (const [index, { kinds, body }] of recorded.entries()) {
    if (stopped.signal.aborted) throw new Error(`Stopped after ${index} of ${recorded.length}`)
    const status = await post(body)
    if (status !== 200) failed += 1
    say(`${index + 1}/${recorded.length} ${kinds.join(', ') || 'by hand'} ${status}`)
  }
  if (failed > 0) throw new Error(`${failed} of ${recorded.length} did not get the response 200`)
}
