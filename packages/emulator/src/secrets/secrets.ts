import type { Keys } from '../api/authorize.ts'
import type { State } from '../account/state.ts'
import { decodedOf, HIDDEN, secretsOf, type AddressSecret } from './address.ts'
import { inAnyEncoding } from './any-encoding.ts'
import { hideFields, mapTexts } from './fields.ts'

/** Keeps secrets out of the logs. */
export interface Secrets {
  /** Registers the address of a webhook, which contains secrets. */
  learn(address: string): void
  /** Hides secrets anywhere in text by a program, for example in a response or a header. */
  hideInText(text: string): string
  /** Hides only addresses and keys in text by a person, because a short secret may be an ordinary word. */
  hideInContent(content: unknown): unknown
  /** Hides secrets anywhere in the texts of a parsed response. */
  hideInJson(json: unknown): unknown
  /** Hides addresses and keys in a body, and the fields with these names. */
  hideInBody(body: unknown, fields: readonly string[]): unknown
  reset(): void
}

const [slash, colon, question, equals] = ['/', ':', '?', '='].map(inAnyEncoding)

/** Address of a chat window. It is a credential, because it opens the chats of the account. */
const CHAT_WINDOW = new RegExp(
  `https?${colon}${slash}{2}[\\w.-]*wazzup24\\.com${slash}chat${slash}(?:[^\\s"'<>\\\\]|\\\\+(?:/|u[0-9a-f]{4}))*`,
  'gi',
)

/** Address of a chat window of the emulator itself, for example `http://127.0.0.1:4324/accounts/omsk/chat/...`. */
const OWN_CHAT_WINDOW = new RegExp(
  `(${slash}chat${slash})[0-9a-f]{8}-[0-9a-f-]{27}(${question}token${equals})[0-9a-f]{32}`,
  'gi',
)

const HIDDEN_WINDOW = `https://${HIDDEN}.wazzup24.com/chat/${HIDDEN}?token=${HIDDEN}`

/** Shorter secrets occur in ordinary text, so they are hidden only after their name. */
const SHORTEST = 4

/** Returns patterns for `key=value` in any encoding. */
function pairPattern({ name, value }: AddressSecret): RegExp[] {
  if (name === undefined) return []
  const pair = `(${inAnyEncoding(decodedOf(name))}${equals})${inAnyEncoding(decodedOf(value))}`
  return [new RegExp(`${pair}(?![\\w%])`, 'gi')]
}

/** Returns a pattern for values in any encoding, and for tokens of hexadecimal digits, which nothing encodes. */
function valuePattern(values: readonly string[], tokens: readonly string[] = []): RegExp[] {
  const long = [...new Set(values)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length)
  if (long.length + tokens.length === 0) return []
  // Match already hidden parts first and keep them, because a secret may be the word "secret".
  return [new RegExp([escapedHidden, ...long.map(inAnyEncoding), ...tokens].join('|'), 'gi')]
}
const escapedHidden = HIDDEN.replace(/[[\]]/g, '\\$&')

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
    const { subscriptions, crmKey, marketplace, installations, chatWindows } = state
    const addresses = [subscriptions.api.webhooksUri ?? '', subscriptions.sidecar.webhooksUri ?? '', ...learned]
    const tokens = [...chatWindows.values()].map(({ token }) => token)
    const others = [crmKey ?? '', marketplace?.secret ?? '', ...installations.map((one) => one.state)]
    const of = JSON.stringify([addresses, others, tokens])
    if (made?.of === of) return made
    const secrets = addresses.flatMap(secretsOf)
    const values = [...others, ...secrets.map(({ value }) => decodedOf(value))]
    made = { of, pairs: secrets.flatMap(pairPattern), keys: keyPatterns, values: valuePattern(values, tokens) }
    return made
  }

  function hideInWords(text: string): string {
    const { pairs, keys: known } = patterns()
    const withoutPairs = pairs.reduce(
      (rest, pair) => rest.replace(pair, `$1${HIDDEN}`),
      text.replace(CHAT_WINDOW, HIDDEN_WINDOW).replace(OWN_CHAT_WINDOW, `$1${HIDDEN}$2${HIDDEN}`),
    )
    return known.reduce((rest, key) => rest.replace(key, HIDDEN), withoutPairs)
  }

  const hideInText = (text: string): string =>
    patterns().values.reduce((rest, value) => rest.replace(value, HIDDEN), hideInWords(text))

  return {
    learn: (address) => void learned.add(address),
    hideInText,
    hideInJson: (json) => mapTexts(json, hideInText),
    hideInContent: (content) => mapTexts(content, hideInWords),
    hideInBody: (body, fields) => mapTexts(hideFields(body, fields), hideInWords),
    reset: () => learned.clear(),
  }
}
