import type { Explained } from '../../src/server/page-api/page-types.ts'
import type { Texts } from '../text/en.ts'
import { explain } from '../text/explain.ts'
import { t } from '../text/text.ts'

/** Meaning of an error, who must act, and the remedy. */
export function Explanation({ error }: { error: Explained }) {
  const { code, actor, docUrl } = error
  const { language, meaning, remedy } = explain(error)
  const who = t.value.whoActs[actor as keyof Texts['whoActs']]
  return (
    <div class="explanation">
      <code>{code}</code>
      {meaning !== undefined && (
        <p lang={language}>
          <Sentence text={meaning} />
        </p>
      )}
      {remedy !== undefined && (
        <p class="remedy">
          {who !== undefined && <b>{who} </b>}
          <span lang={language}>
            <Sentence text={remedy} />
          </span>
        </p>
      )}
      {docUrl !== undefined && (
        <a href={docUrl} target="_blank" rel="noreferrer">
          {t.value.logDocs}
        </a>
      )}
    </div>
  )
}

/** A sentence with names of fields and calls in backticks. */
function Sentence({ text }: { text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}</>
}
