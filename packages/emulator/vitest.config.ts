import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'emulator',
    include: ['src/**/*.test.ts', 'ui/**/*.test.ts'],
    testTimeout: 30_000,
    // A second, as by default, may pass on a busy machine before anything happens.
    expect: { poll: { timeout: 15_000 } },
  },
})
