import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'docs',
    include: ['src/**/*.test.ts'],
    // Compilers, runtimes and a browser are slow to start.
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
