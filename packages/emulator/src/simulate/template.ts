import { docUrls, templateStatuses } from '@wazzup-kit/core/schemas'
import type { EmulatedTemplate } from '../account/entities/entities.ts'
import { rule } from '../rules/rule.ts'
import type { TemplateUpdate } from '../webhooks/bodies.ts'
import { checkOutcome, spelledAs } from './outcome-fields.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** Changes WABA templates. */
export interface Template {
  /**
   * Sets the moderation status of a template and posts it as written, in upper or lower case.
   * Returns the update as the webhook has it.
   *
   * @example
   *   emulator.simulate.template.setStatus(templateIds.greeting, 'PAUSED')
   *
   * @throws When the account has no such template, and when a template can have no such status.
   */
  setStatus(templateGuid: string, status: TemplateStatus): TemplateUpdate
}

/** Results of moderation. The documentation lists upper case; its sample has lower case. */
export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED' | (string & {})

const writeUpdate = rule(
  {
    id: 'templates/status',
    sentence:
      '`templateStatus` is a single object of id, name and status. The documented table has the five statuses in upper case, the sample has lower case.',
    docUrl: docUrls.webhooks,
    basis: 'documented',
    option: 'simulate.template.setStatus',
  },
  ({ templateGuid, name, status }: EmulatedTemplate): TemplateUpdate => ({ templateGuid, name, status }),
)

/** Creates {@link Simulate.template}. */
export function createTemplate({ world, deliveries }: SimulatedWorld): Template {
  return {
    setStatus(templateGuid, status) {
      checkOutcome('template.setStatus', { templateGuid, status: spelledAs(templateStatuses, status) })
      const template = world.state.templates.get(templateGuid)
      if (!template) throw new Error(`The emulated account has no template ${templateGuid}`)
      template.status = status
      const item = writeUpdate(template)
      deliveries.announce({ templateStatus: item })
      return item
    },
  }
}

/** Functions of this file that implement rules. */
export const templateUpdateRules = [writeUpdate]
