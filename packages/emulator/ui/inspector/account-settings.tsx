import { settingChoices, type Settings } from '../../src/account/settings.ts'
import { settings } from '../state/account.ts'
import { act } from '../state/ask.ts'
import { t } from '../text/text.ts'

const names = Object.keys(settingChoices) as (keyof Settings)[]

/** The settings of the account, each with a selection of its values. */
export function AccountSettings() {
  const current = settings.value
  if (!current) return null
  return (
    <section class="settings">
      <h2>{t.value.settings}</h2>
      <p class="lead">{t.value.settingsIntro}</p>
      {names.map((name) => (
        <Setting key={name} name={name} value={current[name]} />
      ))}
    </section>
  )
}

function Setting({ name, value }: { name: keyof Settings; value: Settings[keyof Settings] }) {
  const { ofSettings, settingValue } = t.value
  // The current value may have been set elsewhere and may not be one of the choices.
  const choices = [...new Set<Settings[keyof Settings]>([...settingChoices[name], value])]
  return (
    <label class="setting" data-changed={value === settingChoices[name][0] ? undefined : ''}>
      <span>
        {ofSettings[name].name}
        <small>{ofSettings[name].meaning}</small>
      </span>
      <select
        value={String(value)}
        onChange={(event) => void act('settings.set', { [name]: choices[event.currentTarget.selectedIndex] })}
      >
        {choices.map((choice) => (
          <option key={choice} value={String(choice)}>
            {typeof choice === 'number' ? settingValue(choice) : (ofSettings[name].values[choice] ?? choice)}
          </option>
        ))}
      </select>
    </label>
  )
}
