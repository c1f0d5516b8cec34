import type { Explained } from '../../src/control/wire.ts'
import type { Texts } from '../text/en.ts'
import { t } from '../text/text.ts'

/** What an error means and who does what about it, out of the catalogue, which is English. */
export function Explanation({ error }: { error: Explained }) {
  const { code, meaning, remedy, actor, page } = error
  const who = t.value.whoActs[actor as keyof Texts['whoActs']]
  return (
    <div class="explanation">
      <code>{code}</code>
      {meaning !== undefined && <p lang="en">{meaning}</p>}
      {remedy !== undefined && (
        <p lang="en" class="remedy">
          {who !== undefined && <b lang={document.documentElement.lang}>{who}: </b>}
          {remedy}
        </p>
      )}
      {page !== undefined && (
        <a href={page} target="_blank" rel="noreferrer">
          {t.value.logPage}
        </a>
      )}
    </div>
  )
}
