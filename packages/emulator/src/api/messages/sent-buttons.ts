import { readTemplateCode } from './send/templates.ts'
import type { EmulatedTemplate } from '../../account/entities.ts'
import type { LedgerEntry } from '../../account/ledger.ts'
import type { State } from '../../account/state.ts'

/** A button under a message, and what the customer says who presses it. A link only opens. */
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

/** The template that an entry sends, with the values in the order of its variables. */
export function templateOf(
  state: State,
  { templateId, templateValues, text, channelId }: LedgerEntry,
): { template: EmulatedTemplate; values: readonly string[] } | undefined {
  if (state.channels.get(channelId)?.transport !== 'wapi') return undefined
  const code = text === undefined ? undefined : readTemplateCode(text)
  const template = state.templates.get(templateId ?? code?.templateId ?? '')
  return template && { template, values: templateValues ?? code?.values ?? [] }
}

/** Of a template: https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/ its payload, else its text comes back. */
function templateButtons(template: EmulatedTemplate, given: readonly RawButton[]): PressableButton[][] {
  const buttons = template.components.flatMap((component) => component.buttons ?? [])
  return buttons.map(({ text, url }, position) => [
    url === undefined ? { text, says: given[position]?.payload ?? text } : { text, url },
  ])
}

/**
 * The buttons of a sent message, in rows. Without a payload an interactive WABA button says its number from 0,
 * documented; that payload and callback data are said as text is our judgement.
 */
export function buttonsOf(state: State, entry: LedgerEntry): PressableButton[][] {
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
}
