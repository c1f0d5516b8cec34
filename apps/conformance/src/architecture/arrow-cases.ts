import * as arrows from './arrows.ts'
import { noImportCycles } from './cycles.ts'
import { file, manifest, type Case } from './case.ts'

const app = manifest('apps/sample', '@wazzup-kit/sample')
const coreManifest = manifest('packages/core', '@wazzup-kit/core', { dependencies: { valibot: '1.5.0' } })
const edgeManifest = manifest('packages/edge', '@wazzup-kit/edge', {
  dependencies: { hono: '4.13.19' },
  devDependencies: { miniflare: '4.0.0' },
  peerDependencies: { '@wazzup-kit/core': 'workspace:*' },
})

/** Who may import whom. */
export const arrowCases: Case[] = [
  {
    name: 'core imports its own files, valibot and, in its transport, ofetch',
    rule: arrows.coreImportsNothingElse,
    right: [
      file(
        'packages/core/src/client/transport/transport.ts',
        "import type { $Fetch } from 'ofetch'",
        "await import('ofetch')",
      ),
      file('packages/core/src/call.ts', "import * as v from 'valibot'", "export { a } from './errors/a.ts'"),
      file('packages/core/src/call.test.ts', "import { createServer } from 'node:http'"),
    ],
    wrong: [
      [file('packages/core/src/a.ts', "import { readFile } from 'node:fs/promises'"), 'imports node:fs/promises;'],
      [file('packages/core/src/b.ts', "import type { $Fetch } from 'ofetch'"), 'imports ofetch, which only'],
      [file('packages/core/src/c.ts', "export * from 'hono'"), 'imports hono;'],
      [file('packages/core/src/d.ts', "const crypto = await import('node:crypto')"), 'imports node:crypto;'],
      [file('packages/core/src/e.ts', "type Key = import('node:crypto').KeyObject"), 'imports node:crypto;'],
      [file('packages/core/src/deep/transport.ts', "import 'ofetch'"), 'imports ofetch, which only'],
    ],
  },
  {
    name: 'no relative import leaves its package',
    rule: arrows.nothingReachesIntoAnotherPackage,
    right: [file('packages/edge/src/a/b.ts', "import { c } from '../../package.json'")],
    wrong: [
      [file('packages/edge/src/a.ts', "import { b } from '../../core/src/call.ts'"), 'outside of packages/edge'],
      [file('apps/sample/src/a.test.ts', "export * from '../../bench/src/b.ts'"), 'outside of apps/sample'],
    ],
  },
  {
    name: 'packages never import apps',
    rule: arrows.packagesKnowNoApp,
    right: [app, file('packages/core/src/a.ts', "import '@wazzup-kit/core/errors'")],
    wrong: [
      [file('packages/core/src/b.ts', "import '@wazzup-kit/sample'"), 'packages never import apps'],
      [file('packages/edge/src/b.test.ts', "import '@wazzup-kit/sample/bot'"), 'packages never import apps'],
    ],
  },
  {
    name: 'adapters, engines and the emulator never import each other',
    rule: arrows.packagesKnowOnlyCore,
    right: [
      file('packages/edge/src/a.ts', "import '@wazzup-kit/core'", "import '@wazzup-kit/core/errors'"),
      file('packages/edge/src/a.test.ts', "import '@wazzup-kit/emulator'"),
      file('apps/sample/src/a.ts', "import '@wazzup-kit/emulator'"),
    ],
    wrong: [
      [file('packages/edge/src/b.ts', "import '@wazzup-kit/emulator'"), 'imports @wazzup-kit/emulator;'],
      [file('packages/emulator/src/b.ts', "export type * from '@wazzup-kit/edge'"), 'imports @wazzup-kit/edge;'],
    ],
  },
  {
    name: 'packages import what they declare',
    rule: arrows.packagesImportWhatTheyDeclare,
    right: [
      coreManifest,
      edgeManifest,
      file('packages/edge/src/a.ts', "import 'node:http'", "import 'hono/jwt'", "import '@wazzup-kit/core/errors'"),
      file('packages/edge/src/a.test.ts', "import 'miniflare'"),
      file('packages/edge/src/test-servers.ts', "import 'vitest'"),
    ],
    wrong: [
      [file('packages/edge/src/b.ts', "import 'miniflare'"), 'no dependency or peer dependency in packages/edge'],
      [file('packages/edge/src/c.ts', "import 'fs'"), 'imports fs, which is no dependency'],
    ],
  },
  {
    name: 'the emulator takes from core shapes and tables only',
    rule: arrows.emulatorKnowsShapesOnly,
    right: [
      file('packages/emulator/src/a.ts', "import '@wazzup-kit/core/schemas'", "import '@wazzup-kit/core/errors'"),
      file('packages/emulator/src/a.test.ts', "import '@wazzup-kit/core'"),
    ],
    wrong: [
      [
        file('packages/emulator/src/b.ts', "import type { Wazzup } from '@wazzup-kit/core'"),
        'imports @wazzup-kit/core;',
      ],
      [file('packages/emulator/src/c.ts', "import '@wazzup-kit/core/marketplace'"), 'core/marketplace;'],
    ],
  },
  {
    name: 'nothing re-exports core',
    rule: arrows.nothingPassesCoreOn,
    right: [
      file('packages/edge/src/a.ts', "import { call } from '@wazzup-kit/core'", 'export const mine = call()'),
      file('packages/edge/src/b.ts', "export { c } from './c.ts'"),
    ],
    wrong: [
      [file('packages/edge/src/c.ts', "export * from '@wazzup-kit/core'"), 're-exports @wazzup-kit/core;'],
      [file('packages/edge/src/d.ts', "export type { A } from '@wazzup-kit/core/errors'"), 're-exports'],
      [file('packages/edge/src/e.ts', "import { a as b } from '@wazzup-kit/core'", 'export { b as c }'), 're-exports'],
      [file('apps/sample/src/f.ts', "import * as core from '@wazzup-kit/core'", 'export { core }'), 're-exports'],
    ],
  },
  {
    name: 'no import cycles',
    rule: noImportCycles,
    right: [
      file('packages/edge/src/a.ts', "import './b.ts'", "import './c.ts'"),
      file('packages/edge/src/b.ts', "import './c.ts'", "import './gone.ts'"),
      file('packages/edge/src/c.ts', "import 'hono'"),
    ],
    wrong: [
      [file('packages/edge/src/c.ts', "import type { A } from './a.ts'"), 'src/a.ts -> packages/edge/src/b.ts -> '],
      [file('packages/edge/src/d.ts', "import './d.ts'"), 'src/d.ts -> packages/edge/src/d.ts'],
    ],
  },
]
