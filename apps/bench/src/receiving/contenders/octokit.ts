import { createHmac } from 'node:crypto'
import { createWebMiddleware, Webhooks } from '@octokit/webhooks'
import { address, secret, type CreateContender } from '../contender.ts'

const commit = (index: number) => ({
  id: `6a2f41a3c54c4fe99a9c3a3f6dbc1d5e${String(index).padStart(8, '0')}`,
  message: `Fix the order of deliveries, part ${index}`,
  timestamp: '2026-11-22T14:16:00Z',
  url: `https://github.com/example/example/commit/${index}`,
  distinct: true,
  author: { name: 'Ivan Petrov', email: 'ivan@example.com', username: 'ivan' },
  added: [],
  removed: [],
  modified: ['src/index.ts', 'src/deliveries.ts'],
})

/** Octokit with GitHub's pushes. An item is a commit. Verifies the signature; one call for all. */
export const createContender: CreateContender = () => {
  let handled = 0
  const webhooks = new Webhooks({ secret })
  webhooks.on('push', ({ payload }) => {
    handled += payload.commits.length
  })
  const middleware = createWebMiddleware(webhooks, { path: new URL(address).pathname })
  return {
    delivery(items) {
      const body = JSON.stringify({
        ref: 'refs/heads/main',
        commits: Array.from({ length: items }, (_, i) => commit(i)),
      })
      return {
        body,
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'push',
          'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
          'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
        },
      }
    },
    receive: async (request) => (await middleware(request)) as Response,
    handled: () => handled,
  }
}
