import { createWebMiddleware, Webhooks } from '@octokit/webhooks'

const webhooks = new Webhooks({ secret: 'key' })
webhooks.on('push', ({ payload }) => console.log(payload.commits.length))

export const receive = createWebMiddleware(webhooks)
