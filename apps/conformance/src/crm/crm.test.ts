import { createWazzup, type ContactInput } from '@wazzup-kit/core'
import { deleteGone, saveAll } from '@wazzup-kit/core/crm'
import { createEmulator } from '@wazzup-kit/emulator'
import { expect, test } from 'vitest'

function open() {
  const emulator = createEmulator()
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch, rateLimit: 'unlimited' })
  return { emulator, wazzup }
}

const contactOf = (number: number): ContactInput => ({
  id: `crm-${String(number).padStart(5, '0')}`,
  responsibleUserId: 'u1',
  name: `Customer ${number}`,
  contactData: [{ chatType: 'whatsapp', chatId: String(79_000_000_000 + number) }],
})

async function idsOf(wazzup: ReturnType<typeof open>['wazzup']): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of wazzup.contacts.list()) if (id.startsWith('crm-')) ids.push(id)
  return ids
}

test('of 6,000 contacts with a bad one in each 250, all others are saved, and each bad one is named', async () => {
  const { wazzup } = open()
  const isBad = (number: number) => number % 250 === 17
  // Wazzup documents up to 200 characters for a name; the client does not check it.
  const contacts = Array.from({ length: 6_000 }, (_, number) => {
    const contact = contactOf(number)
    return isBad(number) ? { ...contact, name: 'x'.repeat(201) } : contact
  })
  let calls = 0
  const report = await saveAll((batch: ContactInput[]) => {
    calls++
    return wazzup.contacts.save({ contacts: batch })
  }, contacts)
  expect(report.saved).toBe(5_976)
  const bad = contacts.filter((_, number) => isBad(number)).map(({ id }) => id)
  expect(report.rejected.map(({ id }) => id)).toEqual(bad)
  expect(calls).toBe(60 + bad.length)
  expect(await idsOf(wazzup)).toHaveLength(5_976)
})

async function openWith350() {
  const opened = open()
  for await (const { id } of opened.wazzup.contacts.list()) await opened.wazzup.contacts.delete({ id })
  await saveAll(
    (contacts) => opened.wazzup.contacts.save({ contacts }),
    Array.from({ length: 350 }, (_, number) => contactOf(number)),
  )
  return opened
}

test('of 350 contacts, all 348 that are gone are deleted', async () => {
  const { wazzup } = await openWith350()
  const kept = ['crm-00007', 'crm-00300']
  const { deleted } = await deleteGone(wazzup.contacts, () => kept, { atMost: 348 })
  expect(deleted).toHaveLength(348)
  expect(await idsOf(wazzup)).toEqual(kept)
})

test.each([
  ['more are gone than expected', () => ['crm-00007'], 348, '349 of 350 entities are gone, more than "atMost" (348)'],
  ['the CRM returns no ids', () => [], Infinity, 'the CRM returned no ids, and Wazzup has 350 entities'],
  ['the bound is not a number', () => ['crm-00007'], Number.NaN, 'more than "atMost" (NaN)'],
])('nothing is deleted when %s', async (_cause, readIds, atMost, message) => {
  const { wazzup } = await openWith350()
  await expect(deleteGone(wazzup.contacts, readIds, { atMost })).rejects.toThrow(message)
  expect(await idsOf(wazzup)).toHaveLength(350)
})

test('a contact that is created while the lists are read stays', async () => {
  const { wazzup } = await openWith350()
  const crm = new Set(Array.from({ length: 350 }, (_, number) => contactOf(number).id))
  const entities = {
    async *list() {
      yield* wazzup.contacts.list()
      // The CRM and Wazzup get it after the last page.
      await wazzup.contacts.save({ contacts: [contactOf(999)] })
      crm.add(contactOf(999).id)
    },
    deleteMany: wazzup.contacts.deleteMany,
  }
  expect(await deleteGone(entities, () => crm, { atMost: 100 })).toEqual({ deleted: [] })
  expect(await idsOf(wazzup)).toHaveLength(351)
})

test('an id is the same as a number and as a text', async () => {
  const deleted: unknown[] = []
  const entities = {
    async *list() {
      yield* [{ id: 1 }, { id: 2 }]
    },
    deleteMany: async ({ ids }: { ids: number[] }) => deleted.push(...ids),
  }
  await deleteGone(entities, () => ['1'], { atMost: 1 })
  expect(deleted).toEqual([2])
})
