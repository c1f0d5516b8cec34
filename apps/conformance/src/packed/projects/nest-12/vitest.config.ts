import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { globals: true, root: './', include: ['test/*-e2e.ts'] },
})
