import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** The tests of packages/nestjs and of its hosts, which have Nest 12, once more: with the Nest 11 of this folder. */
export default defineConfig({
  root: pathOf('../..'),
  resolve: {
    alias: [{ find: /^@nestjs\/(.+)$/, replacement: pathOf('node_modules/@nestjs/$1') }],
  },
  test: {
    name: 'nest-11',
    env: { NEST_MAJOR: '11' },
    include: [
      'packages/nestjs/src/**/*.test.ts',
      'apps/conformance/src/webhooks/nest.test.ts',
      'apps/conformance/src/shutdown/nest.test.ts',
    ],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
