import { useEffect, useState } from 'preact/hooks'
import type { LogDetail, LogLine } from '../../src/server/page-api/page-types.ts'
import { CopyButton } from '../pieces/copy-button.tsx'
import { Explanation } from '../pieces/explanation.tsx'
import { Json } from '../pieces/json.tsx'
import { getDetail } from '../state/ask.ts'
import { t } from '../text/text.ts'

/** Details of one line: the request, the response, and the explanation of an error. */
export function LogDetails({ line }: { line: LogLine }) {
  const [detail, setDetail] = useState<LogDetail | undefined>(undefined)
  useEffect(() => {
    getDetail(line).then(setDetail, () => setDetail(undefined))
  }, [line])
  const { kind, method, path, fault, status, error } = line
  return (
    <div class="log-details">
      <p class="log-address">
        {method} {path}
      </p>
      {error && <Explanation error={error} />}
      {fault !== undefined && (
        <p class="log-struck">
          <b>
            {t.value.logFault}: {t.value.ofFaults[fault]?.name ?? fault}.
          </b>{' '}
          {t.value.ofFaults[fault]?.meaning ?? ''}
        </p>
      )}
      {detail && (
        <>
          {Object.keys(detail.query).length > 0 && <Part title={t.value.logQuery} value={detail.query} />}
          <Part title={kind === 'request' ? t.value.logRequest : t.value.logPosted} value={detail.body} />
          {status === null ? (
            <h3>{kind === 'request' ? t.value.logBroken : t.value.logNoResponse}</h3>
          ) : (
            <Part title={`${t.value.logResponse} ${status ?? ''}`} value={detail.response} />
          )}
        </>
      )}
    </div>
  )
}

function Part({ title, value }: { title: string; value: unknown }) {
  const empty = value === undefined || value === ''
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return (
    <section>
      <h3>
        {title}
        {empty ? <small> {t.value.logNoBody}</small> : <CopyButton text={text} what={title} />}
      </h3>
      {!empty && <Json value={value} label={title} />}
    </section>
  )
}
