import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'sample',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/temporary-folder.ts'],
    testTimeout: 60_000,
  },
})
