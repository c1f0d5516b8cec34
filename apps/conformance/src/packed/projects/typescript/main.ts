import { createWazzup, isWazzupError, type Sent, type Wazzup } from '@wazzup-kit/core'
import { checkMessage } from '@wazzup-kit/core/capabilities'
import { apiErrors, type ApiErrorCode } from '@wazzup-kit/core/errors'
import { createMarketplace } from '@wazzup-kit/core/marketplace'
import { endpoints } from '@wazzup-kit/core/schemas'

const wazzup: Wazzup = createWazzup({ apiKey: 'packed-key', baseUrl: String(process.env.WAZZUP_BASE_URL) })
const message = { channelId: 'channel-1', chatType: 'whatsapp', chatId: '79000000201' } as const

/** Compiled only. A declaration that came out as `any` would leave these comments without an error. */
export function misuse(): void {
  // @ts-expect-error either text or contentUri
  void wazzup.messages.send({ ...message, text: 'a', contentUri: 'https://example.com/a.png' })
  // @ts-expect-error a client needs a key
  createMarketplace({})
  // @ts-expect-error no such code
  const code: ApiErrorCode = 'NO_SUCH_CODE'
  void code
}

async function run(): Promise<void> {
  const sent: Sent = await wazzup.messages.send({ ...message, text: 'hello from TypeScript' })
  console.log('sent', sent.messageId)

  try {
    await wazzup.messages.send({ ...message, text: 'refuse this' })
  } catch (error) {
    if (!isWazzupError(error, 'BALANCE_IS_EMPTY')) throw error
    console.log('refused', error.code, error.effect)
  }

  const warnings = checkMessage({ ...message, text: 'hello' }, { transport: 'whatsapp' })
  console.log('entries', warnings.length, 'BALANCE_IS_EMPTY' in apiErrors, endpoints.messages.send.path)
}

void run()
