import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import { createEmulator } from '@wazzup-kit/emulator'
import { build } from 'esbuild'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { openApiDocument } from './open-api.ts'

/** A program that uses only the client generated from the document. */
const program = `
import { channelsList, messagesSend } from './generated/index.ts'
import { client } from './generated/client.gen.ts'

export async function listAndSend(baseUrl: string, auth: string) {
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

test('a client generated from the OpenAPI document lists channels, sends, and reads the code of a rejection', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'generated-client-')))
  const emulator = createEmulator()
  const server = await emulator.listen()
  try {
    const entry = join(folder, 'list-and-send.ts')
    await writeFile(entry, program)
    await createClient({
      input: { ...openApiDocument() },
      output: { path: join(folder, 'generated'), module: { extension: '.ts' } },
      plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
      logs: { level: 'silent', file: false },
    })
    expect(typeErrors(entry)).toEqual([])

    const outfile = join(folder, 'list-and-send.mjs')
    await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'neutral' })
    const { listAndSend } = (await import(pathToFileURL(outfile).href)) as {
      listAndSend(baseUrl: string, auth: string): Promise<Record<string, unknown>>
    }
    const { messageId, code, status } = await listAndSend(server.url, emulator.keys.apiKey)
    expect(emulator.ledger.map((entry) => entry.messageId)).toEqual([messageId])
    expect({ code, status }).toEqual({ code: 'CHANNEL_NOT_FOUND', status: 400 })
  } finally {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
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
