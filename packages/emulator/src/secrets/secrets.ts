import type { Keys } from '../api/authorize.ts'
import type { State } from '../account/state.ts'
import { formsOf, HIDDEN, secretsOf, type AddressSecret } from './address.ts'
import { hideFields, mapTexts } from './fields.ts'

/** Keeps secrets out of the logs. */
export interface Secrets {
  /** Registers an address that contains secrets: of a webhook or of a chat window. */
  learn(address: string): void
  /** Hides secrets anywhere in text by a program, for example in a response or a header. */
  hideInText(text: string): string
  /** Hides only addresses and keys in text by a person, because a short secret may be an ordinary word. */
  hideInContent(content: unknown): unknown
  /** Does the same, and hides the fields with these names. */
  hideInBody(body: unknown, fields: readonly string[]): unknown
  reset(): void
}

/** Address of a chat window, also encoded or escaped. It is a credential, because it opens the chats of the account. */
const CHAT_WINDOW =
  /https?(?::|%3A)(?:\\?\/|%2F){2}[\w.-]*wazzup24\.com(?:\\?\/|%2F)chat(?:\\?\/|%2F)(?:[^\s"'<>\\]|\\\/)*/gi

const HIDDEN_WINDOW = `https://${HIDDEN}.wazzup24.com/chat/${HIDDEN}?token=${HIDDEN}`

/** Shorter secrets occur in ordinary text, so they are hidden only after their name. */
const SHORTEST = 4

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
const anyOf = (texts: readonly string[]): string =>
  [...new Set(texts)]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')

/** Returns patterns for `key=value` in each form of the value and of the equals sign. */
function pairPattern({ name, value }: AddressSecret): RegExp[] {
  if (name === undefined) return []
  return [new RegExp(`(${escaped(name)}(?:=|%3D|%253D))(?:${anyOf(formsOf(value))})(?![\\w%])`, 'gi')]
}

function valuePattern(values: readonly string[]): RegExp[] {
  const long = values.filter((value) => value.length >= SHORTEST)
  // Match already hidden parts first and keep them, because a secret may be the word "secret".
  return long.length === 0 ? [] : [new RegExp(`${escaped(HIDDEN)}|${anyOf(long)}`, 'gi')]
}

/** Patterns of secrets, created once for each set of secrets. */
interface Patterns {
  of: string
  pairs: RegExp[]
  keys: RegExp[]
  values: RegExp[]
}

/** Creates functions that hide the current secrets of an account. */
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
