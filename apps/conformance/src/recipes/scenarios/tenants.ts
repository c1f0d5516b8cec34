import type { Message } from '@wazzup-kit/core'
import type { Store } from '@wazzup-kit/core/store'
import type { StoredTenant, TenantOptions, Tenants } from '@wazzup-kit/core/tenants'
import { tenantHandler } from '@wazzup-kit/express-middleware'
import { channelIds } from '@wazzup-kit/emulator'
import { createSqliteStore } from '../recipe-store.ts'
import { textOf, type Scenario } from '../scenario.ts'

interface Recipe {
  openTenants(store: Store, directory: Directory): Tenants<StoredTenant>
}

interface Directory {
  findAccount(tenant: string): Promise<TenantOptions | undefined>
  findCity(tenant: string, channelId: string): Promise<string | undefined>
  tell(city: string, message: Message): Promise<void>
}

const minute = 60_000
const accounts = ['acme', 'umbrella']
const cities = [
  ['acme', channelIds.whatsapp, 'Omsk'],
  ['umbrella', channelIds.whatsapp, 'Perm'],
]

/** Equal messages in equal chats of two accounts reach their own branches, and are answered once, through their own accounts. */
export function createScenario(): Scenario<Recipe> {
  const chats: { chatId: string; text: string; messageId: string }[] = []
  let tenants: Tenants<StoredTenant>
  return {
    accounts,
    connect({ openTenants }, { accounts: reached, report }) {
      tenants = openTenants(createSqliteStore(), {
        async findAccount(tenant) {
          const account = reached[tenant]
          if (!account) return undefined
          const { apiKey, baseUrl, secret } = account
          return { client: { apiKey, baseUrl }, webhooks: { secret } }
        },
        findCity: async (tenant, channelId) => cities.find(([of, id]) => of === tenant && id === channelId)?.[2],
        tell: async (city, { text }) => report('told', city, text),
      })
      return { evict: (tenant: string) => tenants.evict(tenant) }
    },
    serve: () => ({
      receive: tenantHandler(tenants, ({ url }) => new URL(url!, 'http://localhost').pathname.split('/')[2]),
      start: () => tenants.start(),
      stores: accounts.map((account) => createSqliteStore().forAccount(account)),
    }),
    async round({ emulators, callAll, pass }, round) {
      const write = (name: string): void => {
        const sent = { chatId: `7900${String(round).padStart(3, '0')}000${name}`, text: `m${round}-${name}` }
        const ids = emulators.map(({ simulate }) => simulate.customer.send({ channelId: channelIds.whatsapp, ...sent }))
        chats.push({ ...sent, messageId: ids[0]!.messageId })
      }
      const [first, second] = emulators
      first!.faults.calls.next('response lost', { route: 'messages.send' })
      write('1')
      // A channel without a city is not answered.
      second!.simulate.customer.send({ channelId: channelIds.viber, text: `lost ${round}` })
      // The account is resolved again while its events are handled.
      await callAll('evict', 'acme')
      write('2')
      await pass(1_000)
      // The channel of one account goes down, and comes back.
      second!.simulate.channel.setState(channelIds.whatsapp, 'openElsewhere')
      write('3')
      await pass(minute)
      second!.simulate.channel.setState(channelIds.whatsapp, 'active')
      await pass(2 * minute)
    },
    judge({ emulators, reports }) {
      const told = reports('told').map(textOf)
      const warnings = reports('warn').map(textOf)
      const lines = [...told, ...warnings, ...reports('error').map(textOf)]
      const shown = lines.filter((line) => /key-of-|secret-of-/.test(line))
      const wrong = accounts.flatMap((account, index) => {
        const city = cities[index]![2]
        const { ledger } = emulators[index]!
        const strange = ledger
          .filter(({ text }) => !text?.includes(` ${city} `))
          .map(({ text }) => `${account}: ${text}`)
        const ofChats = chats.flatMap(({ chatId, text, messageId }) => {
          const answers = ledger.filter((sent) => sent.chatId === chatId).length
          const isReported = warnings.some((line) => line.startsWith(`${account} `) && line.includes(messageId))
          const isTold = told.includes(`${city} ${text}`)
          return (answers === 1 || (answers === 0 && isReported)) && isTold
            ? []
            : [`${text} of ${account} got ${answers} answers, and was ${isTold ? '' : 'not '}told`]
        })
        return [...strange, ...ofChats]
      })
      return [...shown.map((line) => `a log shows a secret: ${line}`), ...wrong]
    },
  }
}
