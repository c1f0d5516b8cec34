import { docUrls } from '@wazzup-kit/core/schemas'
import { readTemplateCode } from './send/templates.ts'
import type { EmulatedTemplate } from '../../account/entities/entities.ts'
import type { LedgerEntry } from '../../account/ledger.ts'
import type { State } from '../../account/state.ts'
import { rule } from '../../rules/rule.ts'

/** A button under a message, and the text that a customer sends by pressing it. A link sends nothing. */
export interface PressableButton {
  text: string
  url?: string | undefined
  says?: string | undefined
}

interface RawButton {
  text?: string | undefined
  url?: string | undefined
  payload?: string | undefined
  callbackData?: string | undefined
}

/** Returns the template of a ledger entry, with the values in the order of its variables. */
export function templateOf(
  state: State,
  { templateId, templateValues, text, channelId }: LedgerEntry,
): { template: EmulatedTemplate; values: readonly string[] } | undefined {
  if (state.channels.get(channelId)?.transport !== 'wapi') return undefined
  const code = text === undefined ? undefined : readTemplateCode(text)
  const template = state.templates.get(templateId ?? code?.templateId ?? '')
  return template && { template, values: templateValues ?? code?.values ?? [] }
}

/**
 * Returns the buttons of a template: a pressed one sends its payload or else its text.
 * https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 */
function templateButtons(template: EmulatedTemplate, given: readonly RawButton[]): PressableButton[][] {
  const buttons = template.components.flatMap((component) => component.buttons ?? [])
  return buttons.map(({ text, url }, position) => [
    url === undefined ? { text, says: given[position]?.payload ?? text } : { text, url },
  ])
}

/** Returns the buttons of a sent message, in rows. */
export const buttonsOf = rule(
  [
    {
      id: 'customer/presses',
      sentence:
        'A pressed button without a payload sends its text when it belongs to a template, and its number from 0 when it is an interactive button of WABA.',
      docUrl: docUrls.messages,
      basis: 'documented',
      option: 'simulate.customer.press',
    },
    {
      id: 'customer/presses-payload',
      sentence:
        'Any other button sends its payload or `callbackData` as a text, or its own text when it has neither. The keyboard of a bot can be pressed even after it was removed.',
      docUrl: docUrls.messages,
      basis: 'our assumption',
      option: 'simulate.customer.press',
    },
  ],
  (state: State, entry: LedgerEntry): PressableButton[][] => {
    const { buttons = [] } = (entry.buttonsObject ?? {}) as { buttons?: (RawButton | RawButton[])[] | undefined }
    const sent = templateOf(state, entry)
    if (sent) return templateButtons(sent.template, buttons.flat())
    const isWaba = state.channels.get(entry.channelId)?.transport === 'wapi'
    return buttons.map((row, position) =>
      [row].flat().map(({ text = '', url, payload, callbackData }) => {
        if (url !== undefined) return { text, url }
        return { text, says: payload ?? callbackData ?? (isWaba ? String(position) : text) }
      }),
    )
  },
)

/** Functions of this file that implement rules. */
export const sentButtonRules = [buttonsOf]
