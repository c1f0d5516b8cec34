import type { ChannelView } from '../../src/server/page-api/page-types.ts'
import { Explanation } from '../pieces/explanation.tsx'
import { Messenger, nameOf } from '../pieces/messenger.tsx'
import { phones, states } from '../state/account.ts'
import { act } from '../state/ask.ts'
import { t } from '../text/text.ts'
import { AccountSettings } from './account-settings.tsx'

/** The channels with a selection of their state. */
export function Channels() {
  return (
    <div class="panel-inside">
      <p class="lead">{t.value.channelsIntro}</p>
      <ul class="cards">
        {phones.value.map((channel) => (
          <Channel key={channel.channelId} channel={channel} />
        ))}
      </ul>
      <AccountSettings />
    </div>
  )
}

function Channel({ channel }: { channel: ChannelView }) {
  const { channelId, transport, plainId, state, rejection } = channel
  const name = nameOf(channel, t.value)
  return (
    <li class="card" data-state={state === 'active' ? 'active' : 'other'}>
      <div class="card-line">
        <Messenger transport={transport} />
        <p>
          <b>{name}</b>
          <small>{plainId}</small>
        </p>
        <select
          aria-label={t.value.channelState(name)}
          value={state}
          onChange={(event) => void act('simulate.channel.setState', { channelId, state: event.currentTarget.value })}
        >
          {states.value.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </div>
      {rejection && (
        <>
          <p class="card-note">{t.value.stateRejects}</p>
          <Explanation error={rejection} />
        </>
      )}
    </li>
  )
}
