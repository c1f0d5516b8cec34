import { buttonLimits } from './button-limits.ts'
import type { CheckedMessage, MessageWarning } from './message-warning.ts'
import { isTemplateCode } from './template-code.ts'

type Button = { readonly [name: string]: unknown }

/** Returns warnings about the buttons of a message on WABA or from a Telegram bot. For other channels, limits are undocumented. */
export function checkButtons({ buttonsObject, templateId, text }: CheckedMessage, transport: string): MessageWarning[] {
  const buttons: unknown = (buttonsObject as { buttons?: unknown } | null | undefined)?.buttons
  if (!Array.isArray(buttons)) return []
  if (transport === 'telegram') return checkKeyboard(buttons)
  const isTemplate = templateId !== undefined || isTemplateCode(text)
  return transport === 'wapi' && !isTemplate ? checkInteractive(buttons) : []
}

function checkInteractive(buttons: readonly unknown[]): MessageWarning[] {
  const { buttons: most, text: longest, source } = buttonLimits.waba
  const warnings = buttons.flatMap((button, index) =>
    checkLabel(button, `buttonsObject.buttons[${index}].text`, longest, source),
  )
  if (buttons.length <= most) return warnings
  const message = `has ${buttons.length} buttons; Wazzup silently drops those beyond ${most}`
  return [{ field: 'buttonsObject.buttons', message, limit: most, source }, ...warnings]
}

function checkKeyboard(rows: readonly unknown[]): MessageWarning[] {
  const { text: longest, callbackData: most, source } = buttonLimits.telegram
  const warnings: MessageWarning[] = []
  for (const [rowIndex, row] of rows.entries()) {
    if (!Array.isArray(row)) continue
    for (const [index, button] of row.entries()) {
      const path = `buttonsObject.buttons[${rowIndex}][${index}]`
      warnings.push(...checkLabel(button, `${path}.text`, longest, source))
      const data = isButton(button) ? button['callbackData'] : undefined
      if (typeof data !== 'string') continue
      const bytes = new TextEncoder().encode(data).length
      if (bytes >= 1 && bytes <= most) continue
      warnings.push({
        field: `${path}.callbackData`,
        message: `has ${bytes} bytes; 1 to ${most} fit`,
        limit: most,
        source,
      })
    }
  }
  return warnings
}

function checkLabel(button: unknown, field: string, limit: number, source: MessageWarning['source']): MessageWarning[] {
  const text = isButton(button) ? button['text'] : undefined
  if (typeof text !== 'string' || text.length <= limit) return []
  return [{ field, message: `has ${text.length} UTF-16 code units; up to ${limit} fit`, limit, source }]
}

function isButton(value: unknown): value is Button {
  return typeof value === 'object' && value !== null
}
