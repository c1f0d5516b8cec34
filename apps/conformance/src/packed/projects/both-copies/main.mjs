import { createRequire } from 'node:module'
import * as esm from '@wazzup-kit/core'

const commonjs = createRequire(import.meta.url)('@wazzup-kit/core')
console.log('copies', esm.WazzupApiError === commonjs.WazzupApiError ? 'one' : 'two')

/** Makes a send of one copy fail, and checks the error with the other copy. */
async function fail(copy, other, name) {
  const wazzup = copy.createWazzup({ apiKey: 'packed-key', baseUrl: process.env.WAZZUP_BASE_URL })
  const message = { channelId: 'channel-1', chatType: 'whatsapp', chatId: '79000000201', text: 'reject this' }
  const error = await wazzup.messages.send(message).catch((error) => error)
  console.log(name, other.isWazzupError(error), other.isWazzupError(error, 'balanceIsEmpty'), error.code)
}

await fail(esm, commonjs, 'an error of ESM, asked of CommonJS:')
await fail(commonjs, esm, 'an error of CommonJS, asked of ESM:')
console.log('any other error:', commonjs.isWazzupError(new Error('no')))
