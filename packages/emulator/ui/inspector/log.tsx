import { signal } from '@preact/signals'
import type { LogLine } from '../../src/server/page-api/page-types.ts'
import { Rows } from '../pieces/rows.tsx'
import { log } from '../state/account.ts'
import { openTab } from '../state/drawer.ts'
import { t } from '../text/text.ts'
import { LogDetails } from './log-details.tsx'
import { LogRow } from './log-row.tsx'

type Kind = 'all' | 'request' | 'delivery' | 'error'

const ROW = 38

const keyOf = ({ kind, number }: LogLine): string => `${kind} ${number}`

/** Returns whether a line has a fault, an error, or no successful status. */
const isBad = ({ status, fault, error }: LogLine): boolean =>
  error !== undefined || fault !== undefined || status === null || (status !== undefined && status >= 400)

function fits(line: LogLine, kind: Kind, words: string): boolean {
  if (kind === 'error' ? !isBad(line) : kind !== 'all' && line.kind !== kind) return false
  if (words === '') return true
  const { method, path, about, status, fault = '', error, says = '' } = line
  return `${method} ${path} ${about} ${status} ${fault} ${error?.code ?? ''} ${says}`.toLowerCase().includes(words)
}

// What was entered stays while another tab is open.
const chosen = signal<Kind>('all')
const filter = signal('')
const opened = signal<string | undefined>(undefined)

/** Calls of the app and webhooks to it, live. */
export function Log() {
  const [kind, words, open] = [chosen.value, filter.value, opened.value]
  const wanted = words.trim().toLowerCase()
  const lines = kind === 'all' && wanted === '' ? log.value : log.value.filter((line) => fits(line, kind, wanted))
  const kinds = {
    all: t.value.logAll,
    request: t.value.logCalls,
    delivery: t.value.logWebhooks,
    error: t.value.logErrors,
  }

  return (
    <div class="log">
      <div class="log-tools">
        <input
          type="search"
          value={words}
          aria-label={t.value.logFilter}
          placeholder={t.value.logFilterHint}
          onInput={(event) => (filter.value = event.currentTarget.value)}
        />
        <div class="segments" role="group" aria-label={t.value.logFilter}>
          {(Object.keys(kinds) as Kind[]).map((each) => (
            <button type="button" key={each} aria-pressed={kind === each} onClick={() => (chosen.value = each)}>
              {kinds[each]}
            </button>
          ))}
        </div>
      </div>
      {lines.length === 0 && (
        <div class="hint">
          <p>{log.value.length === 0 ? t.value.logEmpty : t.value.logNothing}</p>
          {log.value.length === 0 && (
            <button type="button" class="button" onClick={() => openTab('connect')}>
              {t.value.howToConnect}
            </button>
          )}
        </div>
      )}
      <Rows
        label={t.value.log}
        items={lines}
        height={ROW}
        openKey={open}
        keyOf={keyOf}
        draw={(line) => {
          const isOpen = keyOf(line) === open
          return (
            <>
              <LogRow
                line={line}
                state={isOpen ? 'open' : 'shut'}
                onToggle={() => (opened.value = isOpen ? undefined : keyOf(line))}
              />
              {isOpen && <LogDetails line={line} />}
            </>
          )
        }}
      />
    </div>
  )
}
