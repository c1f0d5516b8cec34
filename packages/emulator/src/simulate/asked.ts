import { docUrls } from '@wazzup-kit/core/schemas'
import type { ReadEntity } from '../api/field-checks.ts'
import { parsed } from '../webhooks/delivery-log.ts'
import type { WebhookResponse } from '../webhooks/post-webhook.ts'
import type { State } from '../account/state.ts'
import { rule } from '../rules/rule.ts'

const { webhooks: docUrl } = docUrls

/** Outcome of asking the CRM to create a contact or a deal. */
export type Asked<Entity> =
  /** The response was valid, and the account now contains the entity. */
  | { outcome: 'created'; entity: Entity }
  /** The CRM was not asked: the account has one already, even if it is closed, as documented. */
  | { outcome: 'already there'; entity: Entity }
  /** The CRM was not asked: no subscription has `contactsAndDealsCreation`. */
  | { outcome: 'not subscribed' }
  /** The CRM was not asked: Wazzup asks automatically only when pipelines with stages were uploaded. */
  | { outcome: 'no pipelines' }
  /** The delivery was lost, or no response arrived within 30 seconds. */
  | { outcome: 'no response' }
  /** Any status other than 200. */
  | { outcome: 'wrong status'; status: number }
  | { outcome: 'no json'; text: string }
  /** Fields that are missing, or that the routes of contacts and deals would reject. */
  | { outcome: 'wrong fields'; fields: string[]; response: unknown }

/** Returns whether pipelines with stages were uploaded. */
export const hasPipelines = rule(
  [
    {
      id: 'create/pipelines',
      sentence: 'Wazzup asks for a contact or a deal only when pipelines with stages were uploaded.',
      docUrl,
      basis: 'documented',
      option: 'pipelines',
    },
    {
      id: 'create/pipelines-by-hand',
      sentence: 'When an operator presses "+", Wazzup asks without pipelines too.',
      docUrl,
      basis: 'our assumption',
      option: 'pipelines',
    },
  ],
  ({ pipelines }: State): boolean => [...pipelines.values()].some(({ stages = [] }) => stages.length > 0),
)

/** Returns the outcome for an entity that the account has already. */
export const findPresent = rule(
  {
    id: 'create/once',
    sentence: 'Wazzup does not ask again when there is a contact or a deal, even a closed deal.',
    docUrl,
    basis: 'documented',
  },
  <Entity>(entity: Entity | undefined): Asked<Entity> | undefined =>
    entity === undefined ? undefined : { outcome: 'already there', entity },
)

/** Returns the outcome of a response. `read` returns the entity, or the names of invalid fields. */
export const judgeResponse = rule(
  {
    id: 'create/response',
    sentence: 'The app responds with 200 and the created entity, in the shape in which the API saves it.',
    docUrl,
    basis: 'documented',
  },
  <Entity>(response: WebhookResponse, read: (response: unknown) => ReadEntity<Entity>): Asked<Entity> => {
    if (!response) return { outcome: 'no response' }
    if (response.status !== 200) return { outcome: 'wrong status', status: response.status }
    const json = parsed(response.text, undefined)
    if (json === undefined) return { outcome: 'no json', text: response.text }
    const found = read(json)
    if ('wrong' in found) return { outcome: 'wrong fields', fields: found.wrong, response: json }
    return { outcome: 'created', entity: found.entity }
  },
)

/** Functions of this file that implement rules. */
export const askedRules = [hasPipelines, findPresent, judgeResponse]
