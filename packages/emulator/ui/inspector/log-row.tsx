import type { LogLine } from '../../src/server/page-api/page-types.ts'
import { Icon } from '../pieces/icon.tsx'
import { clockSeconds } from '../state/time.ts'
import { t } from '../text/text.ts'

export interface LogRowProps {
  line: LogLine
  state: 'open' | 'shut'
  onToggle(): void
}

/** Returns the kinds of a delivery, or the path of a request without `/v3`. */
function shortPath({ kind, path, about }: LogLine): string {
  return kind === 'delivery' ? about || path : path.replace(/^\/v3/, '')
}

/** One line: direction, subject, result and duration. */
export function LogRow({ line, state, onToggle }: LogRowProps) {
  const { kind, at, method, status, milliseconds, fault, error, says } = line
  const grade =
    status === undefined ? 'pending' : status === null || status >= 500 ? 'broken' : status >= 400 ? 'bad' : 'good'
  return (
    <button type="button" class="log-row" data-kind={kind} aria-expanded={state === 'open'} onClick={onToggle}>
      <span class="log-way" title={kind === 'request' ? t.value.logCall : t.value.logWebhook}>
        <Icon name={kind === 'request' ? 'up' : 'down'} />
        <span class="unseen">{kind === 'request' ? t.value.logCall : t.value.logWebhook} </span>
      </span>
      <time dateTime={new Date(at).toISOString()}>{clockSeconds(at)} </time>
      <span class="log-what">
        {kind === 'request' && <b>{method} </b>}
        {shortPath(line)}
        {fault !== undefined && !error && <em class="log-fault"> {t.value.ofFaults[fault]?.name ?? fault}</em>}
        {error && <em class="log-code"> {error.code}</em>}
        {says !== undefined && <em class="log-says"> {says}</em>}
      </span>
      <span class="status" data-grade={grade}>
        {status === undefined ? '…' : (status ?? '✕')}
        {status === undefined && <span class="unseen">{t.value.logPending}</span>}
        {status === null && <span class="unseen">{t.value.logBroken}</span>}
      </span>
      <span class="log-ms">{milliseconds === undefined ? '' : t.value.logMilliseconds(Math.round(milliseconds))}</span>
    </button>
  )
}
