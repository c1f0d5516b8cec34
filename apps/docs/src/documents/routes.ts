import { endpoints, marketplaceEndpoints, type Endpoint, type EndpointTree } from '@wazzup-kit/core/schemas'
import type { RouteName } from '@wazzup-kit/emulator'

/** One route of the API, with the client's name for it, for example `messages.send`. */
export interface Route {
  name: RouteName
  endpoint: Endpoint
}

function routesOf(tree: EndpointTree): Route[] {
  return Object.entries(tree).flatMap(([noun, verbs]) =>
    Object.entries(verbs).map(([verb, endpoint]) => ({ name: `${noun}.${verb}` as RouteName, endpoint })),
  )
}

/** All routes of core. */
export const routes: readonly Route[] = [...routesOf(endpoints), ...routesOf(marketplaceEndpoints)]
