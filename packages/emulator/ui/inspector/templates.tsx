import { templateStatuses } from '@wazzup-kit/core/schemas'
import { templates } from '../state/account.ts'
import { act } from '../state/ask.ts'
import { t } from '../text/text.ts'

/** WABA templates with a selection of their moderation status. */
export function Templates() {
  return (
    <div class="panel-inside">
      <p class="lead">{t.value.templatesIntro}</p>
      {templates.value.length === 0 && <p class="hint">{t.value.noTemplates}</p>}
      <ul class="cards">
        {templates.value.map(({ templateGuid, title, status, category, language, text }) => (
          <li class="card" key={templateGuid} data-state={status.toUpperCase() === 'APPROVED' ? 'active' : 'other'}>
            <div class="card-line">
              <p>
                <b>{title}</b>
                <small>
                  {category.toLowerCase()}, {language}
                </small>
                <small>{t.value.ofTemplateStatuses[status.toUpperCase()]}</small>
              </p>
              <select
                aria-label={t.value.templateStatus(title)}
                value={status.toUpperCase()}
                onChange={(event) =>
                  void act('simulate.template.setStatus', { templateGuid, status: event.currentTarget.value })
                }
              >
                {[...new Set([...templateStatuses, status.toUpperCase()])].map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            </div>
            <p class="template-text">{text}</p>
            <code class="small">{templateGuid}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}
