import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'nestjs',
    env: { NEST_MAJOR: '12' },
    include: ['src/**/*.test.ts'],
    typecheck: { enabled: true, include: ['src/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
  },
})
