import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../../rules/rule.ts'
import type { Call } from '../call.ts'
import { done, invalid, isFields, isText } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'
import { isWebhookAddress, readFlags } from '../subscription/subscription.ts'

export const migrate = rule(
  [
    {
      id: 'migration/moves',
      sentence: 'A migration sets the subscription of the account whose key it contains to the given flags.',
      docUrl: docUrls.migration,
      basis: 'documented',
    },
    {
      id: 'migration/response',
      sentence:
        'Wazzup responds with 200 and an empty body, and does not post a test ping. It rejects a wrong field as invalid. The key of another account is only stored.',
      docUrl: docUrls.migration,
      basis: 'our assumption',
      codes: ['VALIDATION_ERROR'],
      option: 'state.migratedKeys',
    },
  ],
  (call: Call): ApiResponse => {
    const { body, world } = call
    if (!isFields(body) || !isText(body.clientApiKey) || !isFields(body.subscriptions)) return invalid(call)
    const flags = readFlags(body.subscriptions)
    if (!isWebhookAddress(body.webhooksUri) || flags === 'wrong') return invalid(call)
    world.state.migratedKeys.push(body.clientApiKey)
    if (body.clientApiKey === world.apiKey)
      world.state.subscriptions.api = { webhooksUri: body.webhooksUri, subscriptions: flags }
    return done
  },
)

/** Functions of this file that implement rules. */
export const migrationRules = [migrate]
