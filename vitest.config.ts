import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/conformance', 'apps/docs', 'apps/nest-11', 'apps/sample'],
    // Two cores, and real sockets with real deadlines: crowding would only make them late.
    maxWorkers: 2,
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-report.json' }]] : ['default'],
  },
})
