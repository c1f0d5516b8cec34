import { signal } from '@preact/signals'
import { CopyButton } from '../pieces/copy-button.tsx'
import { apiKey, log, subscription } from '../state/account.ts'
import { act } from '../state/ask.ts'
import { reading } from '../state/choices.ts'
import { clockTime } from '../state/time.ts'
import { t } from '../text/text.ts'

const MOST_ANSWERS = 8

/** How to connect an app, and whether it receives webhooks. */
export function Connect() {
  const text = t.value
  const { origin } = location
  const key = apiKey.value ?? 'WAZZUP_API_KEY'
  const client = `import { createWazzup } from '@wazzup-kit/core'

const wazzup = createWazzup({
  apiKey: ${apiKey.value === null ? `process.env.${key}` : `'${key}'`},
  baseUrl: '${origin}',
})`
  const subscribe = `await wazzup.subscription.ensure({
  url: 'http://127.0.0.1:3000/wazzup?key=SECRET',
})`
  return (
    <div class="panel-inside">
      <section>
        <h2>{text.connectClient}</h2>
        <dl class="facts">
          <dt>{text.connectBaseUrl}</dt>
          <dd>
            <code>{origin}</code>
            <CopyButton text={origin} what={text.connectBaseUrl} />
          </dd>
          <dt>{text.connectKey}</dt>
          <dd>
            {apiKey.value === null ? (
              text.connectKeyHidden
            ) : (
              <>
                <code>{apiKey.value}</code>
                <CopyButton text={apiKey.value} what={text.connectKey} />
              </>
            )}
          </dd>
        </dl>
        <Snippet code={client} what={text.connectClient} />
        <p class="small">{text.connectOther}</p>
      </section>
      <section>
        <h2>{text.connectHooks}</h2>
        <Hooks />
        {!subscription.value?.webhooksUri && <Snippet code={subscribe} what={text.connectHooks} />}
        <ByHand />
      </section>
      <section>
        <label class="check">
          <input
            type="checkbox"
            checked={reading.value === 'at once'}
            onChange={(event) => (reading.value = event.currentTarget.checked ? 'at once' : 'never')}
          />
          <span>
            {text.readAtOnce}
            <small>{text.readAtOnceHint}</small>
          </span>
        </label>
      </section>
    </div>
  )
}

function Snippet({ code, what }: { code: string; what: string }) {
  return (
    <div class="snippet">
      <pre tabIndex={0} role="region" aria-label={what}>
        {code}
      </pre>
      <CopyButton text={code} what={what} />
    </div>
  )
}

/** The webhook address and the last response of it. */
function Hooks() {
  const text = t.value
  const { webhooksUri, subscriptions = {} } = subscription.value ?? {}
  if (!webhooksUri) return <p class="note">{text.connectNone}</p>
  const answers = log.value.filter(({ kind }) => kind === 'delivery').slice(0, MOST_ANSWERS)
  return (
    <>
      <p class="small">{text.connectTo}</p>
      <p class="address">
        <code>{webhooksUri}</code>
      </p>
      <ul class="flags">
        {Object.entries(subscriptions).map(([flag, wanted]) => (
          <li key={flag} data-on={wanted ? '' : undefined}>
            {text.flags[flag] ?? flag}
          </li>
        ))}
      </ul>
      <p class="small">{answers.length === 0 ? text.connectNoResponses : text.connectResponses}</p>
      <ul class="answers">
        {answers.map(({ number, at, about, status }) => (
          <li key={number}>
            <span class="status" data-grade={status === 200 ? 'good' : status === undefined ? 'pending' : 'broken'}>
              {status === undefined ? '…' : (status ?? '✕')}
            </span>
            {about} <time>{clockTime(at)}</time>
          </li>
        ))}
      </ul>
    </>
  )
}

// What was entered stays while another tab is open.
const address = signal('')
const form = signal<'open' | 'shut'>('shut')

/** A form that subscribes an address, for an app that does not subscribe itself. */
function ByHand() {
  const text = t.value
  return (
    <details
      class="by-hand"
      open={form.value === 'open'}
      onToggle={(event) => (form.value = event.currentTarget.open ? 'open' : 'shut')}
    >
      <summary>{text.connectByHand}</summary>
      <p class="small">{text.connectByHandHint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void act('subscription.set', { webhooksUri: address.value })
        }}
      >
        <input
          type="url"
          required
          maxLength={200}
          aria-label={text.connectAddress}
          placeholder="http://127.0.0.1:3000/wazzup?key=SECRET"
          value={address.value}
          onInput={(event) => (address.value = event.currentTarget.value)}
        />
        <button type="submit" class="button">
          {text.connectSet}
        </button>
      </form>
    </details>
  )
}
