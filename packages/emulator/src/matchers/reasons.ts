import type { Emulator } from '../emulator/emulator.ts'

const MOST_TOLD = 3
const LONGEST_RESPONSE = 160

/**
 * Returns possible reasons for a missing send or status. Only an emulator has them, not a list of entries or bodies.
 */
export function reasonsFor(source: unknown): string[] {
  if (!isEmulator(source)) return []
  const facts = [...rejectedSends(source), ...failedDeliveries(source)]
  return facts.length > 0 ? facts : whatWasForgotten(source)
}

type Witness = Pick<Emulator, 'ledger' | 'state' | 'deliveries' | 'requests'>

function isEmulator(source: unknown): source is Witness {
  const { ledger, state, deliveries, requests } = (source ?? {}) as Partial<Witness>
  return Boolean(state?.subscriptions) && [ledger, deliveries, requests].every(Array.isArray)
}

function rejectedSends({ requests }: Witness): string[] {
  const rejected = requests.filter(({ route, status }) => route === 'messages.send' && status !== 201)
  return rejected.slice(-MOST_TOLD).map(({ status, response = '', fault }) => {
    if (status === undefined) return 'a send is on its way'
    const what = status ? `${status} ${response.slice(0, LONGEST_RESPONSE)}` : 'no response'
    return `a send got ${what}${fault ? ` (fault: ${fault})` : ''}`
  })
}

function failedDeliveries({ deliveries }: Witness): string[] {
  const failed = deliveries.filter(({ response }) => response?.status !== 200)
  return failed.slice(-MOST_TOLD).map(({ kinds, response }) => {
    const what = `a delivery of ${kinds.join(', ')}`
    if (response === undefined) return `${what} is on its way: await emulator.settled() first`
    return `${what} got ${response ? response.status : 'no response'}`
  })
}

function whatWasForgotten({ ledger, state, deliveries }: Witness): string[] {
  const { api, sidecar } = state.subscriptions
  if (deliveries.length > 0) return []
  if (api.webhooksUri !== null || sidecar.webhooksUri !== null)
    return ['nothing was delivered so far: await emulator.settled() first']
  return ledger.length === 0 ? ['there is no webhook subscription, so nothing is delivered'] : []
}
