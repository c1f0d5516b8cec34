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
    title: 'in the query, with other parameters and plus for a blank',
    query: `?a=%&key=${query(other).slice(5).replaceAll('%20', '+')}&b`,
  },
  { title: 'as bearer', request: bearer(`Bearer ${today}`) },
  { title: 'as bearer in lower case, with blanks', request: bearer(`bearer   ${today} `) },
  { title: 'as BEARER beside a wrong one in the query', query: query('wrong'), request: bearer(`BEARER ${today}`) },
  { title: 'in the query beside a wrong bearer', query: query(today), request: bearer('Bearer wrong') },
].map((each) => ({
  request: body,
  ...each,
  title: `the secret is right: ${each.title}`,
  to: 'locked',
  status: 200,
  saw,
}))

const wrong: Case[] = [
  { title: 'none' },
  { title: 'wrong in the query', query: query('wrong') },
  { title: 'empty in the query', query: '?key=' },
  { title: 'the beginning of the right one', query: query(today.slice(0, -1)) },
  { title: 'more than the right one', query: query(`${today}x`) },
  { title: 'in another case', query: query(today.toUpperCase()) },
  { title: 'under another name', query: `?secret=${today}` },
  { title: 'percent-encoded badly', query: '?key=%E0%A4%A' },
  { title: 'a wrong bearer', request: bearer('Bearer wrong') },
  { title: 'without a scheme', request: bearer(today) },
  { title: 'of another scheme', request: bearer(`Basic ${today}`) },
  { title: 'of no length', request: bearer('Bearer ') },
].map((each) => ({
  request: body,
  ...each,
  title: `the secret is wrong: ${each.title}`,
  to: 'locked',
  status: 401,
  saw: rejected(401),
}))

const ping = delivery({ test: true })

/** Who may come in. */
export const secretCases: readonly Case[] = [
  ...right,
  ...wrong,
  { title: 'the test ping needs no secret where there is none', request: ping, status: 200 },
  { title: 'the test ping with the secret', to: 'locked', query: query(today), request: ping, status: 200 },
  { title: 'the test ping without the secret', to: 'locked', request: ping, status: 401, saw: rejected(401) },
  {
    title: 'who may not come in is not told what is wrong with the body',
    to: 'locked',
    request: { body: 'not JSON' },
    status: 401,
    saw: rejected(401),
    tag: 'wrong and bad',
  },
  {
    title: 'who may not come in sees that, whatever they send',
    to: 'locked',
    request: { body: Buffer.alloc(20_000_000, 'x') },
    status: 401,
    saw: rejected(401),
    tag: 'huge and unread',
  },
]
