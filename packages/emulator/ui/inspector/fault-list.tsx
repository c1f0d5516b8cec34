import { signal } from '@preact/signals'
import type { FaultsView, FaultView } from '../../src/server/page-api/page-types.ts'
import { act } from '../state/ask.ts'
import type { Texts } from '../text/en.ts'
import { t } from '../text/text.ts'

export interface FaultListProps {
  title: string
  kinds: readonly string[]
  state: FaultsView['calls'] | undefined
  verbs: 'faults.calls' | 'faults.deliveries'
  /** Targets to which a fault can be limited. */
  places: readonly { label: string; where: object }[]
}

type Often = { times: number | 'all' } | { probability: number }

const oftens: readonly Often[] = [
  { times: 1 },
  { times: 2 },
  { times: 5 },
  { times: 'all' },
  { probability: 0.2 },
  { probability: 0.5 },
]

function nameOfOften(often: Often, text: Texts): string {
  if ('probability' in often) return text.faultsShare(often.probability * 100)
  return often.times === 'all' ? text.faultsAlways : text.faultsNext(often.times)
}

const idOf = (verbs: string, kind: string): string => `${verbs}-${kind.replaceAll(' ', '-')}`.replaceAll('.', '-')

// What was chosen stays while another tab is open.
const scopes = {
  'faults.calls': signal({ place: 0, often: 0 }),
  'faults.deliveries': signal({ place: 0, often: 0 }),
}

/** Switches for the faults of calls or of deliveries, with the target and the number of strikes above them. */
export function FaultList({ title, kinds, state, verbs, places }: FaultListProps) {
  const scope = scopes[verbs]
  const { place, often } = scope.value
  const text = t.value
  const active = state?.active ?? []
  // Faults that were switched on elsewhere and are not a single kind of this list.
  const others = active.filter(({ kinds: [kind, ...more] }) => more.length > 0 || !kinds.includes(kind!))

  function switchOn(kind: string): void {
    const { where } = places[place]!
    const how = oftens[often]!
    // Five seconds are long enough to see the delay on the page.
    const ms = kind === 'late' ? { ms: 5_000 } : {}
    if ('probability' in how) void act(`${verbs}.mix`, { kinds: [kind], ...where, ...how })
    else void act(`${verbs}.next`, { kind, ...where, ...ms, ...how })
  }

  return (
    <section class="faults">
      <h2>{title}</h2>
      <div class="fault-scope">
        <label>
          {text.faultsWhere}
          <select
            value={place}
            onChange={(event) => (scope.value = { often, place: Number(event.currentTarget.value) })}
          >
            {places.map(({ label }, at) => (
              <option key={label} value={at}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          {text.faultsHowOften}
          <select
            value={often}
            onChange={(event) => (scope.value = { place, often: Number(event.currentTarget.value) })}
          >
            {oftens.map((each, at) => (
              <option key={at} value={at}>
                {nameOfOften(each, text)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul>
        {kinds.map((kind) => {
          const mine = active.filter((fault) => fault.kinds.length === 1 && fault.kinds[0] === kind)
          return (
            <li key={kind} class="fault" data-on={mine.length > 0 ? '' : undefined}>
              <p id={idOf(verbs, kind)}>
                <b>{text.ofFaults[kind]?.name ?? kind}</b>
                <small>{text.ofFaults[kind]?.meaning}</small>
                {mine.map((fault) => (
                  <Progress key={fault.number} fault={fault} />
                ))}
              </p>
              <button
                type="button"
                role="switch"
                aria-checked={mine.length > 0}
                aria-labelledby={idOf(verbs, kind)}
                class="switch"
                onClick={() => {
                  if (mine.length === 0) switchOn(kind)
                  for (const { number } of mine) void act(`${verbs}.clear`, { number })
                }}
              />
            </li>
          )
        })}
        {others.map((fault) => (
          <li key={fault.number} class="fault" data-on="">
            <p id={idOf(verbs, String(fault.number))}>
              <b>
                {fault.kinds.length > 1 ? text.faultsMixed : (text.ofFaults[fault.kinds[0]!]?.name ?? fault.kinds[0])}
              </b>
              <Progress fault={fault} />
            </p>
            <button
              type="button"
              role="switch"
              aria-checked="true"
              aria-labelledby={idOf(verbs, String(fault.number))}
              class="switch"
              onClick={() => void act(`${verbs}.clear`, { number: fault.number })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Progress({ fault: { struck, left, probability, only } }: { fault: FaultView }) {
  const text = t.value
  const often =
    probability === undefined
      ? left === null
        ? text.faultsAlways
        : text.faultsLeft(left)
      : text.faultsShare(probability * 100)
  return (
    <small class="fault-progress">
      {often}, {text.faultsStruck(struck)}
      {only && ` · ${only.join(', ')}`}
    </small>
  )
}
