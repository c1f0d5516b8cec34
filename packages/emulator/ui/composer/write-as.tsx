import { t } from '../text/text.ts'
import type { Author } from './writing.ts'

export interface WriteAsProps {
  /** Name of the customer. */
  name: string
  author: Author
  onChange(author: Author): void
}

/** A selection of the author of new messages. */
export function WriteAs({ name, author, onChange }: WriteAsProps) {
  return (
    <label class="write-as">
      <span class="unseen">{t.value.writeAs}</span>
      <select value={author} onChange={(event) => onChange(event.currentTarget.value as Author)}>
        <option value="customer">{t.value.asCustomer(name)}</option>
        <option value="wazzup">{t.value.asWazzup}</option>
        <option value="crm">{t.value.asCrm}</option>
        <option value="phone">{t.value.asPhone}</option>
      </select>
    </label>
  )
}
