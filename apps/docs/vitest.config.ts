import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'docs',
    include: ['src/**/*.test.ts'],
    // Compilers, whole runtimes and a browser take their time.
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
