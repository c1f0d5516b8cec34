import type { WabaTemplateButtons } from '../api/messages/buttons.ts'
import type { Template } from '../api/templates.ts'
import { createInputError } from '../errors/validation-error.ts'
import type { Issue } from '../schema/issues.ts'
import { isTemplateCode, valuesOf } from './template-code.ts'

/** Which template to find. */
export interface WantedTemplate {
  /** Name of the template at Meta, or the name that the Wazzup account shows. Either this or `templateId`. */
  name?: string | undefined
  /** Wazzup's id of the template. */
  templateId?: string | undefined
  /** Language code, for example `en`. Needed when templates of several languages have the name. */
  language?: string | undefined
  /** The channel that sends it. */
  channelId: string
}

/** The fields of a send for a template. */
export interface FilledTemplate {
  /** Wazzup's id of the template. */
  templateId: string
  /** The values, in the order of the template. */
  templateValues: string[]
  /** The payloads of its buttons. */
  buttonsObject?: WabaTemplateButtons | undefined
}

/**
 * Returns the approved template with a name or an id that the channel can send.
 *
 * Wazzup does not document what the list of channels of a template contains. A template is left out only if this list has
 * ids and the channel is not among them.
 *
 * @param templates the templates of the account: `await wazzup.templates.list().all()`
 * @throws WazzupValidationError when there is none, or more than one; it says why: not found, not approved, of another channel or
 *   in several languages.
 * @see https://wazzup24.ru/help/api-ru/shablony-whatsapp-business-api/
 * @example
 * const template = findTemplate(templates, { name: 'reminder', language: 'en', channelId })
 */
export function findTemplate(templates: Iterable<Template>, wanted: WantedTemplate): Template {
  const { name, templateId, language, channelId } = wanted
  const [path, value] = templateId === undefined ? ['name', name] : ['templateId', templateId]
  if (!value) throw reject('name', 'is missing, and so is "templateId"')
  const named = [...templates].filter((template) =>
    templateId === undefined ? template.name === name || template.title === name : template.templateGuid === templateId,
  )
  if (named.length === 0) throw reject(path, 'is not the name of a template of this account')
  const spoken = language === undefined ? named : named.filter((template) => isLanguage(template, language))
  if (spoken.length === 0)
    throw reject('language', `is not a language of this template; it has ${listLanguages(named)}`)
  const approved = spoken.filter(({ status }) => status === 'APPROVED')
  if (approved.length === 0)
    throw reject(path, `is a template with the status ${spoken[0]!.status ?? 'unknown'}; only APPROVED can be sent`)
  const usable = approved.filter(({ channels }) => !channels?.length || channels.includes(channelId))
  if (usable.length === 0) throw reject('channelId', 'is not a channel of this template')
  if (usable.length > 1 && language === undefined) {
    throw reject('language', `is needed, because several templates have this name: ${listLanguages(usable)}`)
  }
  if (usable.length > 1) throw reject('templateId', 'is needed, because several templates have this name and language')
  return usable[0]!
}

/**
 * Returns the names of the variables of a template, in the order of `templateValues`. A name that stands twice in the template is
 * returned twice.
 *
 * @see https://wazzup24.ru/help/api-ru/shablony-whatsapp-business-api/
 */
export function getVariables(template: Template): string[] {
  const { templateCode } = template
  return isTemplateCode(templateCode) ? valuesOf(templateCode).map((name) => name.trim()) : []
}

/**
 * Returns the fields of a send for a template whose variables have names.
 *
 * @param values the value of each variable
 * @param payloads for the buttons of the template, in its order
 * @throws WazzupValidationError that names each variable without a value, with a blank one, or that the template does not have:
 *   Wazzup would send the message with a gap, or reject it.
 * @see https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 * @example
 * await wazzup.messages.send({ ...address, ...fillTemplate(template, { name: 'Ann', time: '15:00' }) })
 */
export function fillTemplate(
  template: Template,
  values: Readonly<Record<string, string>>,
  payloads?: readonly string[],
): FilledTemplate {
  const names = getVariables(template)
  const issues: Issue[] = []
  for (const name of new Set(names)) {
    const path = `values.${name}`
    const value: unknown = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined || value === null) issues.push({ path, message: 'is missing' })
    else if (typeof value !== 'string') issues.push({ path, message: 'must be a text' })
    else if (value.trim() === '') issues.push({ path, message: 'must not be blank' })
  }
  for (const name of Object.keys(values)) {
    if (names.includes(name)) continue
    issues.push({
      path: `values.${name}`,
      message: `is not a variable of the template; it has ${names.join(', ') || 'none'}`,
    })
  }
  const buttons = template.components?.flatMap((component) => component.buttons ?? []).length ?? 0
  // Whether a button with a link takes a place in the list is undocumented.
  if (payloads && payloads.length > buttons) {
    issues.push({ path: 'payloads', message: `has ${payloads.length} items; the template has ${buttons} buttons` })
  }
  if (issues.length > 0) throw createInputError(issues, 'fillTemplate')
  return {
    templateId: template.templateGuid,
    templateValues: names.map((name) => values[name]!),
    ...(payloads ? { buttonsObject: { buttons: payloads.map((payload) => ({ payload })) } } : {}),
  }
}

function reject(path: string, message: string) {
  return createInputError([{ path, message }], 'findTemplate')
}

function isLanguage(template: Template, language: string): boolean {
  const plain = (code: string) => code.toLowerCase().replaceAll('-', '_')
  return plain(template.language ?? '') === plain(language)
}

function listLanguages(templates: readonly Template[]): string {
  return [...new Set(templates.map(({ language }) => language ?? 'unknown'))].join(', ')
}
