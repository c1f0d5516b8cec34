import type { Emulator } from '@wazzup-kit/emulator'
import type { RunningHost } from './hosts/host.ts'

/** How many of the two messengers, WhatsApp and then Telegram, do not know the customer of an order. */
const unknownTo: Readonly<Record<string, number>> = { 1004: 1, 1005: 2 }

/** The shop tells the bot that an order is ready. Messengers that do not know its customer reject the message. */
export async function announce(number: string, emulator: Emulator, host: RunningHost): Promise<void> {
  const times = unknownTo[number]
  if (times) emulator.faults.calls.respondWith('BAD_CONTACT', { route: 'messages.send', times })
  await host.tellReady(number)
}
