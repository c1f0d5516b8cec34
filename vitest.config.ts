import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/conformance', 'apps/docs', 'apps/nest-11', 'apps/sample'],
    // Tests use real sockets and real timeouts, so more workers than cores would make them fail.
    maxWorkers: 2,
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-report.json' }]] : ['default'],
  },
})
