import { AbstractHttpAdapter } from '@nestjs/core'
import manifest from '@nestjs/core/package.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { platforms } from './test-apps.ts'

test('these tests run on the intended major version of Nest, and on one copy of it', () => {
  expect(manifest.version.split('.')[0]).toBe(process.env.NEST_MAJOR)
  for (const { adapter } of platforms) expect(adapter()).toBeInstanceOf(AbstractHttpAdapter)
})
