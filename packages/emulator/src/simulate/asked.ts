import type { ReadEntity } from '../api/field-checks.ts'
import { parsed } from '../webhooks/delivery-log.ts'
import type { WebhookResponse } from '../webhooks/post-webhook.ts'
import type { State } from '../account/state.ts'

/** What came of asking the CRM to create something. */
export type Asked<Entity> =
  /** Its response was good; the emulated account holds the entity now. */
  | { outcome: 'created'; entity: Entity }
  /** Nobody was asked, documented: there is one, and be it closed. */
  | { outcome: 'already there'; entity: Entity }
  /** Nobody was asked: no subscription has `contactsAndDealsCreation`. */
  | { outcome: 'not subscribed' }
  /** Nobody was asked: Wazzup asks by itself only where pipelines with stages were uploaded. */
  | { outcome: 'no pipelines' }
  /** It was lost, or nothing came within 30 seconds. */
  | { outcome: 'no response' }
  /** Only 200 will do. */
  | { outcome: 'wrong status'; status: number }
  | { outcome: 'no json'; text: string }
  /** Fields that are missing or not what the routes of contacts and deals take. */
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
