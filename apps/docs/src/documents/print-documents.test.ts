import { endpoints } from '@wazzup-kit/core/schemas'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { printOpenApi } from './print-documents.ts'

test('openapi.json has the docstrings at their operations and fields', async () => {
  const document = JSON.parse(printOpenApi())
  expect(await new Validator().validate(document)).toEqual({ valid: true })
  const { path } = endpoints.messages.send
  expect(document.paths[path].post.summary).toBe('Sends one message with a text, a file or a template.')
  const { ContactInput, ButtonsObject } = document.components.schemas
  expect(ContactInput.properties.id.description).toContain('100 characters')
  expect(ButtonsObject.properties.buttons.items.anyOf[0].properties.text.description).toContain('20 characters')
})
