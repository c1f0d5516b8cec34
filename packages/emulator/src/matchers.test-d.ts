import { expect as jestExpect } from 'expect'
import { expect } from 'vitest'
import type { Emulator } from './emulator/emulator.ts'
import { wazzupMatchers } from './matchers.ts'

declare const emulator: Emulator

expect.extend(wazzupMatchers)
jestExpect.extend(wazzupMatchers)

expect(emulator).toHaveSent({ to: '79', text: 'Hi', times: 1 })
expect(emulator).not.toHaveSent()
expect(emulator).not.toHaveReceivedStatus({ messageId: '1', status: 'error', code: 'SPAM' })
jestExpect(emulator).toHaveSent({ to: '79', text: expect.stringContaining('Hi') })
jestExpect(emulator).not.toHaveReceivedStatus({ status: 'read' })
await expect(Promise.resolve(emulator)).resolves.toHaveSent({ text: 'Hi' })

// @ts-expect-error entries of the ledger have no such field
expect(emulator).toHaveSent({ body: 'Hi' })
// @ts-expect-error a text is not a number
expect(emulator).toHaveSent({ text: 1 })
// @ts-expect-error Wazzup has no such status
expect(emulator).toHaveReceivedStatus({ status: 'seen' })
// @ts-expect-error entries of the ledger have no such field, under Jest
jestExpect(emulator).toHaveSent({ body: 'Hi' })
