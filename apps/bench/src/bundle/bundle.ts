import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build, stop, type BuildOptions, type Plugin } from 'esbuild-wasm'
import { builtFile } from '../built.ts'
import { progress } from '../progress.ts'
import type { Report } from '../report.ts'
import { section, table } from '../tables.ts'
import { targets } from '../targets.ts'

type Entries = readonly (readonly [file: string, label: string])[]

/** Files in `entries/` that send one text. */
const sending: Entries = [
  ['nothing', 'nothing: raw fetch'],
  ['valibot', 'raw fetch + valibot'],
  ['ofetch', 'ofetch'],
  ['ky', 'ky'],
  ['axios', 'axios'],
  ['wazzup-one-endpoint', 'wazzup, one endpoint: createClient({ messages: { send } })'],
  ['wazzup', 'wazzup, all of it: createWazzup()'],
  ['whatsapp-api-js', 'whatsapp-api-js'],
  ['grammy', 'grammY'],
  ['slack', '@slack/web-api'],
  ['line', '@line/bot-sdk'],
]

/** Files in `entries/` that receive with one handler. */
const receiving: Entries = [
  ['receive-nothing', 'nothing: request.json()'],
  ['receive-valibot', 'request.json() + valibot'],
  ['receive-wazzup-receiver', 'wazzup, without sentences for errors: createReceiver()'],
  ['receive-wazzup', 'wazzup, all of it: createWebhooks()'],
  ['receive-whatsapp-api-js', 'whatsapp-api-js'],
  ['receive-octokit', '@octokit/webhooks'],
  ['receive-standardwebhooks', 'standardwebhooks: a signature only'],
  ['receive-hono', 'hono: a route only'],
  ['receive-grammy', 'grammY'],
]

type Platform = 'worker' | 'node'

const platforms: Record<Platform, BuildOptions> = {
  // Node's modules stay outside. Code that needs them does not run on every worker.
  worker: { platform: 'browser', conditions: ['workerd', 'worker'], external: ['node:*', ...builtinModules] },
  node: { platform: 'node' },
}

/** Resolves our packages to their built files. Without this plugin they resolve to their sources. */
const builtPackages: Plugin = {
  name: 'built packages',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@wazzup-kit\// }, ({ path }) => {
      const [scope, name, ...entry] = path.split('/')
      return { path: builtFile(`${scope}/${name}`, ['.', ...entry].join('/')), sideEffects: false }
    })
  },
}

type Sizes = ReadonlyMap<string, Readonly<Record<Platform, number | undefined>>>

/** Measures T8 and T9: the bundle size of sending one text and of receiving, minified and compressed with brotli. */
export async function bundle(): Promise<Report> {
  const remarks: string[] = []
  const sizes: Sizes = await weigh([...sending, ...receiving], remarks)
  return {
    text: [
      section('T8: bundle of "send one text", minified brotli, KB', sizesTable(sending, sizes)),
      section(
        'T9: bundle of "receive", minified brotli, KB',
        sizesTable(receiving, sizes),
        'One ESM file by esbuild; modules of Node stay outside. Sizes do not vary from run to run.',
        remarks.join('\n'),
      ),
    ].join('\n\n'),
    verdicts: [
      { target: targets.bundleWorker, measured: sizes.get('wazzup-one-endpoint')!.worker },
      { target: targets.bundleNode, measured: sizes.get('wazzup-one-endpoint')!.node },
      { target: targets.bundleReceive, measured: sizes.get('receive-wazzup-receiver')!.worker },
    ],
  }
}

async function weigh(entries: Entries, remarks: string[]): Promise<Sizes> {
  const sizes = new Map<string, Record<Platform, number | undefined>>()
  for (const [file, label] of entries) {
    progress(`bundle: ${label}`)
    const size: Record<Platform, number | undefined> = { worker: undefined, node: undefined }
    for (const platform of ['worker', 'node'] as const) {
      try {
        size[platform] = await kilobytes(file, platform)
      } catch (error) {
        remarks.push(`Not bundled: ${label} for ${platform} (${(error as Error).message.split('\n')[0]}).`)
      }
    }
    sizes.set(file, size)
  }
  await stop()
  return sizes
}

function sizesTable(entries: Entries, sizes: Sizes): string {
  const text = (size: number | undefined) => size?.toFixed(1) ?? ''
  const rows = entries.map(([file, label]) => [label, text(sizes.get(file)!.worker), text(sizes.get(file)!.node)])
  return table(['Contender', 'worker', 'node'], rows)
}

async function kilobytes(file: string, platform: Platform): Promise<number> {
  const { outputFiles } = await build({
    ...platforms[platform],
    entryPoints: [fileURLToPath(new URL(`entries/${file}.ts`, import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    plugins: [builtPackages],
  })
  return brotliCompressSync(outputFiles![0]!.contents).length / 1_000
}
