import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import { createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { build } from 'esbuild'
import ts from 'typescript'
import { afterEach, beforeEach, expect, test } from 'vitest'

/** A program that uses only the client of Wazzup's API. */
const listAndSend = `
import { channelsList, messagesSend } from './generated/index.ts'
import { client } from './generated/client.gen.ts'

export async function run(baseUrl: string, auth: string) {
  client.setConfig({ baseUrl, auth })
  const channels = await channelsList()
  const channelId: string = channels.data![0]!.channelId
  const body = { channelId, chatType: 'whatsapp', chatId: '79011112233', text: 'Hello' }
  const sent = await messagesSend({ body })
  const messageId: string | null | undefined = sent.data?.messageId
  const rejected = await messagesSend({ body: { ...body, channelId: '00000000-0000-4000-8000-000000000000' } })
  const error = rejected.error && 'error' in rejected.error ? rejected.error.error : undefined
  const code: string | undefined = typeof error === 'object' ? error.code : error
  return { messageId, code, status: rejected.response?.status }
}

// @ts-expect-error: chatType is missing, which the generated types must reject.
export const incomplete = () => messagesSend({ body: { channelId: '1', text: 'Hello' } })
`

/** A program that uses only the client of the control API. */
const playAndRead = `
import { client } from './generated/client.gen.ts'
import {
  clockAdvance,
  faultsCallsNext,
  pageState,
  recordsLedger,
  recordsRequests,
  settled,
  simulateCustomerSend,
  simulateMessageMarkRead,
  simulateOperatorMarkNoReplyNeeded,
} from './generated/index.ts'

export async function run(baseUrl: string) {
  client.setConfig({ baseUrl })
  const written = await simulateCustomerSend({ body: { text: 'Is it ready?' } })
  const chatId: string = written.data!.result.chatId
  const waited: number = (await simulateOperatorMarkNoReplyNeeded({ body: { chatId } })).data!.result
  const fault: number = (await faultsCallsNext({ body: { kind: 'response lost', route: 'messages.send' } })).data!.result.number
  const before: number = (await pageState()).data!.now
  const after: number = (await clockAdvance({ body: { ms: 60_000 } })).data!.result.now
  await settled()
  const ledger = await recordsLedger({ query: { limit: 1 } })
  const text: string | undefined = ledger.data![0]!.text
  const requests = await recordsRequests()
  const effect: string | undefined = requests.data![0]!.effect
  const rejected = await simulateMessageMarkRead({ body: { messageId: 'none' } })
  const problem: string | undefined = rejected.error && typeof rejected.error === 'object' ? rejected.error.problem : undefined
  return { waited, fault, passed: after - before >= 60_000, text, effect, problem, status: rejected.response?.status }
}

// @ts-expect-error: there is no such fault, which the generated types must reject.
export const wrong = () => faultsCallsNext({ body: { kind: 'response eaten' } })
`

let folder: string
let emulator: Emulator
let close: () => Promise<void>
let url: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'generated-client-')))
  emulator = createEmulator()
  ;({ url, close } = await emulator.listen())
})
afterEach(async () => {
  await close()
  await rm(folder, { recursive: true, force: true })
})

/** Generates a client from a document of the package, checks the types of a program, and bundles both. */
async function generate(document: string, program: string) {
  const text = await readFile(
    new URL(`documents/${document}`, import.meta.resolve('@wazzup-kit/emulator/package.json')),
    'utf8',
  )
  const entry = join(folder, 'program.ts')
  await writeFile(entry, program)
  await createClient({
    input: JSON.parse(text) as Record<string, unknown>,
    output: { path: join(folder, 'generated'), module: { extension: '.ts' } },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    logs: { level: 'silent', file: false },
  })
  expect(typeErrors(entry)).toEqual([])

  const outfile = join(folder, 'program.mjs')
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'neutral' })
  return (await import(pathToFileURL(outfile).href)) as {
    run(baseUrl: string, auth?: string): Promise<Record<string, unknown>>
  }
}

test('a client generated from openapi.json lists channels, sends, and reads the code of a rejection', async () => {
  const { run } = await generate('openapi.json', listAndSend)
  const { messageId, code, status } = await run(url, emulator.keys.apiKey)
  expect(emulator.ledger.map((entry) => entry.messageId)).toEqual([messageId])
  expect({ code, status }).toEqual({ code: 'CHANNEL_NOT_FOUND', status: 400 })
})

test('a client generated from emulator.json plays a customer, loses a response, moves the clock, and reads the lists', async () => {
  const { run } = await generate('emulator.json', playAndRead)
  await emulator.fetch('https://api.wazzup24.com/v3/message', {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.keys.apiKey}` },
    body: JSON.stringify({
      channelId: [...emulator.state.channels.keys()][0],
      chatType: 'whatsapp',
      chatId: '79',
      text: 'Hi',
    }),
  })
  expect(await run(url)).toEqual({
    waited: 1,
    fault: 1,
    passed: true,
    text: 'Hi',
    effect: 'accepted',
    problem: expect.stringContaining('none'),
    status: 409,
  })
  expect(emulator.faults.calls.active).toMatchObject([{ kinds: ['response lost'], only: ['messages.send'] }])
})

function typeErrors(file: string): string[] {
  const compiled = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    types: [],
  })
  return ts.getPreEmitDiagnostics(compiled).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}
