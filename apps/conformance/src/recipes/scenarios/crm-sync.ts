import type { ContactInput, DealInput, PipelineInput, UserInput } from '@wazzup-kit/core'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { textOf, type Scenario } from '../scenario.ts'

interface Tables {
  users: UserInput[]
  pipelines: PipelineInput[]
  contacts: ContactInput[]
  deals: DealInput[]
}

interface Recipe {
  syncCrm(crm: Crm): Promise<void>
  syncEveryNight(crm: Crm): unknown
}

interface Crm {
  read: { [Table in keyof Tables]: () => AsyncIterable<Tables[Table][number]> }
  ids: Record<'contacts' | 'deals', () => AsyncIterable<string>>
}

const day = 86_400_000
const contactsOfRound = 230
const file = 'crm.json'

/** Wazzup has what the CRM has, in the end. Bad rows are reported, and an empty source deletes nothing. */
export function createScenario(): Scenario<Recipe> {
  return {
    faultyCalls: ['contacts.save', 'contacts.list', 'contacts.deleteMany', 'deals.save', 'deals.deleteMany'],
    connect({ syncCrm, syncEveryNight }, { folder }) {
      const crm = openCrm(() => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Tables)
      syncEveryNight(crm)
      return {
        sync: () => syncCrm(crm),
        syncNothing: () => syncCrm(openCrm(() => ({ users: [], pipelines: [], contacts: [], deals: [] }))),
      }
    },
    async round({ emulator: { state }, folder, call, callAll, pass, until, reports }, round) {
      const write = (tables: Tables): void => {
        writeFileSync(join(folder, `${file}.new`), JSON.stringify(tables))
        renameSync(join(folder, `${file}.new`), join(folder, file))
      }
      const isEqual = (tables: Tables): boolean =>
        listOf(state.contacts.keys()) === listOf(validOf(tables).map(({ id }) => id)) &&
        listOf(state.deals.keys()) === listOf(tables.deals.map(({ id }) => String(id)))

      // In both processes at once. Half of the contacts of the round before are gone.
      const first = tablesOf(round, 'a')
      write(first)
      await callAll('sync')
      await call('sync')
      if (!isEqual(first))
        throw new Error(`Wazzup has ${state.contacts.size} contacts after a sync of ${first.contacts.length}`)

      const error = await call('syncNothing').catch(String)
      if (!String(error).includes('the CRM returned no ids'))
        throw new Error(`An empty source was synced: ${String(error)}`)
      if (!isEqual(first)) throw new Error('An empty source has deleted something')

      // At night, in one of the processes.
      const second = tablesOf(round, 'b')
      write(second)
      for (let nights = 1; !isEqual(second); nights++) {
        await pass(day)
        const isEnded = until('the nightly sync has ended', () => isEqual(second))
        // A run during which six processes were killed is given up, and the next night does it.
        await (nights < 3 ? isEnded.catch(() => {}) : isEnded)
      }
      const warned = new Set(reports('warn').map((line) => textOf(line).split(' ')[0]))
      const bad = [...first.contacts, ...second.contacts].filter((contact) => !validOf(second).includes(contact))
      const missing = bad.filter(({ id, name }) => name.length > 200 && !warned.has(id))
      if (missing.length > 0) throw new Error(`${missing.map(({ id }) => id).join()} were not reported`)
    },
    judge: () => [],
  }
}

/** Returns what a CRM has in a half of a round. A bad row is in each fifty. */
function tablesOf(round: number, half: 'a' | 'b'): Tables {
  const from = (round * 2 + (half === 'a' ? 0 : 1)) * (contactsOfRound / 2)
  const numbers = Array.from({ length: contactsOfRound }, (_, index) => from + index)
  return {
    users: [{ id: 'u1', name: 'Ann' }],
    pipelines: [{ id: 'p1', name: 'Sales', stages: [{ id: 's1', name: 'New' }] }],
    contacts: numbers.map((number) => ({
      id: `c${number}`,
      responsibleUserId: 'u1',
      name: number % 50 === 0 ? 'x'.repeat(201) : `Customer ${number}`,
      contactData: [{ chatType: 'whatsapp', chatId: `7900${String(number).padStart(7, '0')}` }],
    })),
    deals: numbers
      .filter((number) => number % 10 === 1)
      .map((number) => ({
        id: `d${number}`,
        responsibleUserId: 'u1',
        name: `Deal ${number}`,
        contacts: [`c${number}`],
        uri: `https://crm.example/deals/${number}`,
        closed: false,
      })),
  }
}

function validOf({ contacts }: Tables): ContactInput[] {
  return contacts.filter(({ name }) => name.length <= 200)
}

function listOf(ids: Iterable<string>): string {
  return [...ids].toSorted().join()
}

function openCrm(load: () => Tables): Crm {
  async function* read<Table extends keyof Tables>(table: Table): AsyncIterable<Tables[Table][number]> {
    yield* load()[table]
  }
  async function* ids(table: 'contacts' | 'deals'): AsyncIterable<string> {
    for await (const { id } of read(table)) yield String(id)
  }
  return {
    read: {
      users: () => read('users'),
      pipelines: () => read('pipelines'),
      contacts: () => read('contacts'),
      deals: () => read('deals'),
    },
    ids: { contacts: () => ids('contacts'), deals: () => ids('deals') },
  }
}
