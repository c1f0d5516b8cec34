import { createWazzup, type ContactInput, type DealInput } from '@wazzup-kit/core'
import { channelIds, createEmulator, templateIds } from '@wazzup-kit/emulator'
import type { JsonObject } from '../schemas/json-schema.ts'

const START = Date.UTC(2026, 10, 22, 12)

/** The responses of a CRM to the questions of Wazzup, by the name of the question. */
const answers: Readonly<{ createContact: ContactInput; createDeal: DealInput } & Record<string, unknown>> = {
  createContact: {
    id: 'contact-7',
    responsibleUserId: 'user-1',
    name: 'Eve',
    contactData: [{ chatType: 'whatsapp', chatId: '79011112233' }],
  },
  createDeal: {
    id: 'deal-7',
    responsibleUserId: 'user-1',
    name: 'Three chairs',
    uri: 'https://crm.example/deals/deal-7',
    contacts: ['contact-7'],
    closed: false,
  },
}

/** Bodies that the emulator posts, one of each kind at least, and the responses to them. */
export interface RecordedPosts {
  bodies: JsonObject[]
  answers: Readonly<Record<string, unknown>>
}

/** Records a delivery of each kind, always the same ones. */
export async function recordPosts(): Promise<RecordedPosts> {
  const bodies: JsonObject[] = []
  const emulator = createEmulator({
    now: () => START,
    async webhookFetch(_address, init) {
      const body = JSON.parse(String(init!.body)) as JsonObject
      bodies.push(body)
      return Response.json(answers[Object.keys(body)[0]!] ?? null)
    },
  })
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  await wazzup.subscription.ensure({ url: 'https://crm.example/wazzup?key=secret' })
  const { simulate } = emulator
  const { chatId } = simulate.customer.send({ from: { name: 'Eve', phone: '79011112233' }, text: 'Is it ready?' })
  await emulator.settled()
  await simulate.deal.askFor({ chatType: 'whatsapp', chatId, name: 'Eve' })
  simulate.channel.setState(channelIds.wapi, 'active', { tier: 'TIER_1K' })
  simulate.template.setStatus(templateIds.greeting, 'APPROVED')
  await emulator.settled()
  return { bodies, answers }
}
