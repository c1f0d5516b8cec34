import { signal } from '@preact/signals'
import { clockAhead } from '../state/account.ts'
import { act } from '../state/ask.ts'
import { clockSeconds, longDay, now, span } from '../state/time.ts'
import { t } from '../text/text.ts'

const MINUTE = 60_000
const units = { minutes: MINUTE, hours: 60 * MINUTE, days: 24 * 60 * MINUTE }

const advance = (ms: number): void => void act('clock.advance', { ms })

// What was entered stays while another tab is open.
const amount = signal('30')
const unit = signal<keyof typeof units>('minutes')

/** The emulator's time, and buttons that move it forward. */
export function Clock() {
  const text = t.value
  const jumps = [
    { label: text.clockRepeat, hint: text.clockRepeatHint, ms: 61_000 },
    { label: text.clockWaba, hint: text.clockWabaHint, ms: 25 * units.hours },
    { label: text.clockInstagram, hint: text.clockInstagramHint, ms: 8 * units.days },
  ]
  const ahead = span(clockAhead.value)
  return (
    <div class="panel-inside">
      <p class="lead">{text.clockIntro}</p>
      <p class="clock-face">
        <time dateTime={new Date(now()).toISOString()}>{clockSeconds(now())}</time>
        <span>{longDay(now())}</span>
        {ahead !== '' && <small>{text.clockAhead(ahead)}</small>}
      </p>
      <h2>{text.clockForward}</h2>
      <ul class="jumps">
        {jumps.map(({ label, hint, ms }) => (
          <li key={ms}>
            <button type="button" class="jump" onClick={() => advance(ms)}>
              <b>+ {label}</b>
              <small>{hint}</small>
            </button>
          </li>
        ))}
      </ul>
      <form
        class="free-jump"
        onSubmit={(event) => {
          event.preventDefault()
          advance(Number(amount.value) * units[unit.value])
        }}
      >
        <h2>{text.clockFree}</h2>
        <input
          type="number"
          min="1"
          max="3650"
          required
          aria-label={text.clockAmount}
          value={amount.value}
          onInput={(event) => (amount.value = event.currentTarget.value)}
        />
        <select
          aria-label={text.clockUnit}
          value={unit.value}
          onChange={(event) => (unit.value = event.currentTarget.value as keyof typeof units)}
        >
          {(Object.keys(units) as (keyof typeof units)[]).map((each) => (
            <option key={each} value={each}>
              {text.clockUnits[each](Number(amount.value))}
            </option>
          ))}
        </select>
        <button type="submit" class="button">
          {text.clockForward}
        </button>
      </form>
    </div>
  )
}
