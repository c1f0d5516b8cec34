import { secrets } from '../bot-under-test.ts'
import { delivery, rejected, seenBy, type Case } from '../case.ts'
import { delivered } from '../odd-deliveries/odd-delivery.ts'
import { wazzupHeaders } from '../post.ts'

const [today, other] = secrets
const query = (secret: string) => `?key=${encodeURIComponent(secret)}`
const body = delivery({ statuses: [delivered] })
const bearer = (authorization: string) => ({ ...body, headers: { ...wazzupHeaders, authorization } })
const saw = seenBy([{ kind: 'status' }])

const right: Case[] = [
  { title: 'in the query', query: query(today) },
  { title: 'in the query, percent-encoded', query: query(other) },
  {
    title: 'in the query, with other parameters and plus for a space',
    query: `?a=%&key=${query(other).slice(5).replaceAll('%20', '+')}&b`,
  },
  { title: 'as a bearer token', request: bearer(`Bearer ${today}`) },
  { title: 'as a bearer token in lower case with extra spaces', request: bearer(`bearer   ${today} `) },
  {
    title: 'as a bearer token in upper case, with a wrong secret in the query',
    query: query('wrong'),
    request: bearer(`BEARER ${today}`),
  },
  { title: 'in the query, with a wrong bearer token', query: query(today), request: bearer('Bearer wrong') },
].map((each) => ({
  request: body,
  ...each,
  title: `accepts the secret ${each.title}`,
  to: 'locked',
  status: 200,
  saw,
}))

const wrong: Case[] = [
  { title: 'no secret' },
  { title: 'a wrong secret in the query', query: query('wrong') },
  { title: 'an empty secret in the query', query: '?key=' },
  { title: 'a prefix of the secret', query: query(today.slice(0, -1)) },
  { title: 'the secret with an extra character', query: query(`${today}x`) },
  { title: 'the secret in another case', query: query(today.toUpperCase()) },
  { title: 'the secret in another query parameter', query: `?secret=${today}` },
  { title: 'an invalid percent-encoding', query: '?key=%E0%A4%A' },
  { title: 'a wrong bearer token', request: bearer('Bearer wrong') },
  { title: 'an authorization header without a scheme', request: bearer(today) },
  { title: 'an authorization header with another scheme', request: bearer(`Basic ${today}`) },
  { title: 'an empty bearer token', request: bearer('Bearer ') },
].map((each) => ({
  request: body,
  ...each,
  title: `rejects ${each.title} with 401`,
  to: 'locked',
  status: 401,
  saw: rejected(401),
}))

const ping = delivery({ test: true })

/** Authorization of deliveries. */
export const secretCases: readonly Case[] = [
  ...right,
  ...wrong,
  { title: 'accepts the test ping without a secret if none is configured', request: ping, status: 200 },
  { title: 'accepts the test ping with the secret', to: 'locked', query: query(today), request: ping, status: 200 },
  { title: 'rejects the test ping without the secret', to: 'locked', request: ping, status: 401, saw: rejected(401) },
  {
    title: 'rejects an unauthorized delivery with 401 also when its body is invalid',
    to: 'locked',
    request: { body: 'not JSON' },
    status: 401,
    saw: rejected(401),
    tag: 'wrong and bad',
  },
  {
    title: 'rejects an unauthorized delivery of 20 MB with 401, before reading the body',
    to: 'locked',
    request: { body: Buffer.alloc(20_000_000, 'x') },
    status: 401,
    saw: rejected(401),
    tag: 'huge and unread',
  },
]
