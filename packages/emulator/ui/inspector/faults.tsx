import { faults } from '../state/account.ts'
import { act } from '../state/ask.ts'
import { t } from '../text/text.ts'
import { FaultList } from './fault-list.tsx'

const ofCalls = [
  'response lost',
  'connection reset',
  'server error',
  'server error after acceptance',
  'too many requests',
  'slow headers',
  'slow body',
  'stalled body',
  'broken body',
  'truncated json',
  'empty response',
  'redirect',
]
const ofWebhooks = ['lost', 'late', 'repeated', 'reordered', 'early', 'mixed', 'burst', 'broken']

/** The faults of calls and of deliveries. */
export function Faults() {
  const { calls, deliveries } = faults.value ?? {}
  const text = t.value
  const anyActive = (calls?.active.length ?? 0) + (deliveries?.active.length ?? 0) > 0
  return (
    <div class="panel-inside">
      <p class="lead">
        {text.faultsIntro}
        <button
          type="button"
          class="button quiet"
          disabled={!anyActive}
          onClick={() => {
            void act('faults.calls.clear')
            void act('faults.deliveries.clear')
          }}
        >
          {text.faultsOff}
        </button>
      </p>
      <FaultList
        title={text.faultsOfCalls}
        kinds={ofCalls}
        state={calls}
        verbs="faults.calls"
        places={[
          { label: text.faultsOnSends, where: { route: 'messages.send' } },
          { label: text.faultsOnAll, where: {} },
        ]}
      />
      <FaultList
        title={text.faultsOfWebhooks}
        kinds={ofWebhooks}
        state={deliveries}
        verbs="faults.deliveries"
        places={[
          { label: text.faultsOnMessages, where: { about: 'messages' } },
          { label: text.faultsOnStatuses, where: { about: 'statuses' } },
          { label: text.faultsOnAnyWebhook, where: {} },
        ]}
      />
      <button type="button" class="button quiet" onClick={() => void act('faults.deliveries.release')}>
        {text.faultsRelease}
      </button>
    </div>
  )
}
