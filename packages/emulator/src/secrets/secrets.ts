import type { Keys } from '../api/authorize.ts'
import type { State } from '../account/state.ts'
import { formsOf, HIDDEN, secretsOf, type AddressSecret } from './address.ts'
import { hideFields, mapTexts } from './fields.ts'

/** Keeps secrets out of the logs. */
export interface Secrets {
  /** Remembers an address that is used: a webhook address, or that of a chat window. */
  learn(address: string): void
  /** What programs wrote, such as a response or a header: secrets are hidden wherever they stand. */
  hideInText(text: string): string
  /** What people wrote: only addresses and keys are hidden, as a short secret may be a word of any message. */
  hideInContent(content: unknown): unknown
  /** The same, and the fields of these names. */
  hideInBody(body: unknown, fields: readonly string[]): unknown
  reset(): void
}

/** Its address is a credential: it opens the chats of the account. Encoded or escaped, too. */
const CHAT_WINDOW =
  /https?(?::|%3A)(?:\\?\/|%2F){2}[\w.-]*wazzup24\.com(?:\\?\/|%2F)chat(?:\\?\/|%2F)(?:[^\s"'<>\\]|\\\/)*/gi

const HIDDEN_WINDOW = `https://${HIDDEN}.wazzup24.com/chat/${HIDDEN}?token=${HIDDEN}`

/** Shorter ones would shred every text; behind their name they are hidden all the same. */
const SHORTEST = 4

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
const anyOf = (texts: readonly string[]): string =>
  [...new Set(texts)]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')

/** `key=value`, in each form of the value, however the sign is written. */
function pairPattern({ name, value }: AddressSecret): RegExp[] {
  if (name === undefined) return []
  return [new RegExp(`(${escaped(name)}(?:=|%3D|%253D))(?:${anyOf(formsOf(value))})(?![\\w%])`, 'gi')]
}

function valuePattern(values: readonly string[]): RegExp[] {
  const long = values.filter((value) => value.length >= SHORTEST)
  // What is hidden already is matched first and stays: a secret may be the word "secret".
  return long.length === 0 ? [] : [new RegExp(`${escaped(HIDDEN)}|${anyOf(long)}`, 'gi')]
}

/** What to look for, made once for each set of secrets. */
interface Patterns {
  of: string
  pairs: RegExp[]
  keys: RegExp[]
  values: RegExp[]
}

/** Builds what hides the secrets of an account, as they are at that moment. */
export function createSecrets(state: State, keys: Keys): Secrets {
  const learned = new Set<string>()
  const keyPatterns = valuePattern(Object.values(keys))
  let made: Patterns | undefined

  function patterns(): Patterns {
    const { subscriptions, crmKey, marketplace, installations } = state
    const addresses = [subscriptions.api.webhooksUri ?? '', subscriptions.sidecar.webhooksUri ?? '', ...learned]
    const others = [crmKey ?? '', marketplace?.secret ?? '', ...installations.map((one) => one.state)]
    const of = JSON.stringify([addresses, others])
    if (made?.of === of) return made
    const secrets = addresses.flatMap(secretsOf)
    const values = [...others, ...secrets.map(({ value }) => value)].flatMap(formsOf)
    made = { of, pairs: secrets.flatMap(pairPattern), keys: keyPatterns, values: valuePattern(values) }
    return made
  }

  function hideInWords(text: string): string {
    const { pairs, keys: known } = patterns()
    const withoutPairs = pairs.reduce(
      (rest, pair) => rest.replace(pair, `$1${HIDDEN}`),
      text.replace(CHAT_WINDOW, HIDDEN_WINDOW),
    )
    return known.reduce((rest, key) => rest.replace(key, HIDDEN), withoutPairs)
  }

  return {
    learn: (address) => void learned.add(address),
    hideInText: (text) => patterns().values.reduce((rest, value) => rest.replace(value, HIDDEN), hideInWords(text)),
    hideInContent: (content) => mapTexts(content, hideInWords),
    hideInBody: (body, fields) => mapTexts(hideFields(body, fields), hideInWords),
    reset: () => learned.clear(),
  }
}
