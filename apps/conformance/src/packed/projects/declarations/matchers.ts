import { createEmulator } from '@wazzup-kit/emulator'
import { wazzupMatchers } from '@wazzup-kit/emulator/matchers'
import { expect as jestExpect } from 'expect'
import { expect } from 'vitest'

// Compiled only.

expect.extend(wazzupMatchers)
jestExpect.extend(wazzupMatchers)

const emulator = createEmulator()
expect(emulator).toHaveSent({ text: 'Hello', times: 1 })
expect(emulator).not.toHaveReceivedStatus({ status: 'error', code: 'SPAM' })
jestExpect(emulator).toHaveSent({ text: 'Hello', times: 1 })

// @ts-expect-error a number of messages is a number
expect(emulator).toHaveSent({ times: 'often' })
// @ts-expect-error a number of messages is a number
jestExpect(emulator).toHaveSent({ times: 'often' })
