import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'conformance',
    include: ['src/**/*.test.ts'],
    // Installs of packed tarballs and whole runtimes take their time.
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
