import type { LogLine } from '../../src/server/page-api/page-types.ts'
import { Explanation } from '../pieces/explanation.tsx'
import { Icon } from '../pieces/icon.tsx'
import { isRepeat } from '../state/notes.ts'
import { t } from '../text/text.ts'

/** A send that Wazzup rejected. It is shown to the developer; a customer would not see it. */
export function Rejection({ line }: { line: LogLine }) {
  if (isRepeat(line)) return <p class="note">{t.value.repeatedSend}</p>
  return (
    <div class="rejection">
      <p>
        <Icon name="alert" />
        {t.value.rejectedSend}: <q>{line.says}</q>
      </p>
      <Explanation error={line.error!} />
    </div>
  )
}
