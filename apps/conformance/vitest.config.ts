import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'conformance',
    include: ['src/**/*.test.ts'],
    // Installs of packed tarballs and whole runtimes take their time.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A second, as by default, may pass on a busy machine before a browser has drawn anything.
    expect: { poll: { timeout: 30_000 } },
  },
})
