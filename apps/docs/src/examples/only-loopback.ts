import dns from 'node:dns'

type Lookup = (host: string, ...rest: [...unknown[], done: (error: Error) => void]) => void

const lookup = dns.lookup as unknown as Lookup

/** Looks up 127.0.0.1, which servers need when they listen, and rejects every other host. */
const lookupLoopback: Lookup = (host, ...rest) => {
  if (host === '127.0.0.1') return lookup(host, ...rest)
  const message = `${host} was not called: examples talk to the emulator, through process.env.WAZZUP_BASE_URL`
  console.error(message)
  const [done] = rest.slice(-1) as [(error: Error) => void]
  done(Object.assign(new Error(message), { code: 'ENOTFOUND', hostname: host }))
}

// Loaded before a program of a page, so that an example without `baseUrl` fails instead of calling the real service.
Object.assign(dns, { lookup: lookupLoopback })
