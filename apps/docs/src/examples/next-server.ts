import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { serveNextApi, serveNextRoute, type NextApiModule } from '@wazzup-kit/conformance/next-in-process'

// Serves the route of a page at PORT, whatever the path of a request is: `pages/api` has a default export, `app` has not.
const exported = (await import(pathToFileURL(process.argv[2]!).href)) as object
const isApi = (routes: object): routes is NextApiModule => 'default' in routes
createServer(isApi(exported) ? serveNextApi(exported) : serveNextRoute(exported)).listen(
  Number(process.env.PORT),
  '127.0.0.1',
)
