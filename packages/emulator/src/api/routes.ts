import { endpoints, marketplaceEndpoints, type Endpoint, type EndpointTree } from '@wazzup-kit/core/schemas'

type NamesOf<Tree> = {
  [Noun in keyof Tree & string]: `${Noun}.${keyof Tree[Noun] & string}`
}[keyof Tree & string]

/** Name of a route, as the client's method is called: `messages.send`, `contacts.list`, `subscription.set` ... */
export type RouteName = NamesOf<typeof endpoints> | NamesOf<typeof marketplaceEndpoints>

/** One route of the API with its name. */
export interface Route {
  name: RouteName
  endpoint: Endpoint
}

function routesOf(tree: EndpointTree): Route[] {
  return Object.entries(tree).flatMap(([noun, verbs]) =>
    Object.entries(verbs).map(([verb, endpoint]) => ({ name: `${noun}.${verb}` as RouteName, endpoint })),
  )
}

/** All routes of core. Methods and paths are defined only there. */
export const routes: readonly Route[] = [...routesOf(endpoints), ...routesOf(marketplaceEndpoints)]
