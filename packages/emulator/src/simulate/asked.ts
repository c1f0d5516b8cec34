import type { ReadEntity } from '../api/field-checks.ts'
import { parsed } from '../webhooks/delivery-log.ts'
import type { WebhookResponse } from '../webhooks/post-webhook.ts'
import type { State } from '../account/state.ts'

/** Outcome of asking the CRM to create a contact or a deal. */
export type Asked<Entity> =
  /** The response was good, and the emulated account now holds the entity. */
  | { outcome: 'created'; entity: Entity }
  /** The CRM was not asked: there is one already, even if it is closed. Documented. */
  | { outcome: 'already there'; entity: Entity }
  /** The CRM was not asked: no subscription has `contactsAndDealsCreation`. */
  | { outcome: 'not subscribed' }
  /** The CRM was not asked: Wazzup asks by itself only when pipelines with stages were uploaded. */
  | { outcome: 'no pipelines' }
  /** The delivery was lost, or no response arrived within 30 seconds. */
  | { outcome: 'no response' }
  /** Any status other than 200. */
  | { outcome: 'wrong status'; status: number }
  | { outcome: 'no json'; text: string }
  /** Fields that are missing, or that the routes of contacts and deals would reject. */
  | { outcome: 'wrong fields'; fields: string[]; response: unknown }

/** Whether pipelines with stages were uploaded, without which Wazzup asks for nothing by itself. */
export function hasPipelines({ pipelines }: State): boolean {
  return [...pipelines.values()].some(({ stages = [] }) => stages.length > 0)
}

/** Judges the response to a question; `read` gets the entity, or the names of wrong fields. */
export function judgeResponse<Entity>(
  response: WebhookResponse,
  read: (response: unknown) => ReadEntity<Entity>,
): Asked<Entity> {
  if (!response) return { outcome: 'no response' }
  if (response.status !== 200) return { outcome: 'wrong status', status: response.status }
  const json = parsed(response.text, undefined)
  if (json === undefined) return { outcome: 'no json', text: response.text }
  const found = read(json)
  if ('wrong' in found) return { outcome: 'wrong fields', fields: found.wrong, response: json }
  return { outcome: 'created', entity: found.entity }
}
