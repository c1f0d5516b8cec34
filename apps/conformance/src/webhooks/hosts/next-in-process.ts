// oxlint-disable-next-line import/no-unassigned-import -- prepares the process for all other modules of Next.js.
import 'next/dist/server/node-environment-baseline.js'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { apiResolver } from 'next/dist/server/api-utils/node/api-resolver.js'
import { NodeNextRequest, NodeNextResponse } from 'next/dist/server/base-http/node.js'
import { addRequestMeta } from 'next/dist/server/request-meta.js'
import {
  AppRouteRouteModule,
  type AppRouteHandlers,
  type AppRouteRouteHandlerContext,
  type AppRouteUserlandModule,
} from 'next/dist/server/route-modules/app-route/module.js'
import { sendResponse } from 'next/dist/server/send-response.js'
import {
  NextRequestAdapter,
  signalFromNodeResponse,
} from 'next/dist/server/web/spec-extension/adapters/next-request.js'

const previewProps = { previewModeId: '', previewModeSigningKey: '', previewModeEncryptionKey: '' }

/** Serves what a `route.ts` exports with the parts of Next.js that `next start` uses for it, without a build. */
export function serveNextRoute(exported: AppRouteHandlers): RequestListener {
  const page = '/[...path]/route'
  const module = new AppRouteRouteModule({
    definition: { kind: 'APP_ROUTE' as never, page, pathname: '/[...path]', filename: '', bundlePath: '' },
    userland: () => exported as AppRouteUserlandModule,
    distDir: '',
    relativeProjectDir: '',
    resolvedPagePath: page,
    nextConfigOutput: undefined,
  })
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    addRequestMeta(request, 'initURL', `http://${request.headers.host}${request.url}`)
    const [nodeRequest, nodeResponse] = [new NodeNextRequest(request), new NodeNextResponse(response)]
    const nextRequest = NextRequestAdapter.fromNodeNextRequest(nodeRequest, signalFromNodeResponse(response))
    await sendResponse(nodeRequest, nodeResponse, await module.handle(nextRequest, contextOf(response)))
  }
  return (request, response) => void serve(request, response).catch((error: Error) => response.destroy(error))
}

function contextOf(response: ServerResponse): AppRouteRouteHandlerContext {
  return {
    params: {},
    previewProps,
    sharedContext: { buildId: '', deploymentId: '' },
    renderOpts: {
      cacheLifeProfiles: {} as never,
      staticPageGenerationTimeout: 0,
      cacheComponents: false,
      validationLevel: 'warning' as never,
      experimental: {
        isRoutePPREnabled: false,
        authInterrupts: false,
        useCacheTimeout: 0,
        durableUseCacheEntries: false,
      },
      // A Node process continues after a response.
      waitUntil: () => {},
      onClose: (call) => void response.on('close', call),
      onAfterTaskError: undefined,
    },
  }
}

/** What a file of `pages/api` exports. */
export interface NextApiModule {
  default: unknown
  config?: object
}

/** Serves what a file of `pages/api` exports with the function of Next.js that calls it, its body parser included. */
export function serveNextApi(exported: NextApiModule): RequestListener {
  return (request, response) =>
    void apiResolver(request, response, {}, exported, { ...previewProps, dev: false }, false, false, '/api/[...path]')
}
