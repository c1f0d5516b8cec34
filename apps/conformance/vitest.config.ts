import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'conformance',
    include: ['src/**/*.test.ts'],
    // Installing packed tarballs and starting runtimes is slow.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // The default of one second is too short for a browser on a busy machine.
    expect: { poll: { timeout: 30_000 } },
  },
})
