import { entitiesFixtures } from './fixtures/entities.ts'
import { messagingFixtures } from './fixtures/messaging.ts'
import { partnerFixtures } from './fixtures/partner.ts'

export type { Fixture } from './fixtures/fixture.ts'

/** One fixture for every endpoint; a test fails when one is missing. */
export const fixtures = [...messagingFixtures, ...entitiesFixtures, ...partnerFixtures]
