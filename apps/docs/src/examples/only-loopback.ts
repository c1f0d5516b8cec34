import dns from 'node:dns'

type Lookup = (host: string, ...rest: [...unknown[], done: (error: Error) => void]) => void

const lookup = dns.lookup as unknown as Lookup

/** A server that listens looks its own address up; nobody else is asked for. */
const lookupLoopback: Lookup = (host, ...rest) => {
  if (host === '127.0.0.1') return lookup(host, ...rest)
  const message = `${host} was not called: examples talk to the emulator, through process.env.WAZZUP_BASE_URL`
  console.error(message)
  const [done] = rest.slice(-1) as [(error: Error) => void]
  done(Object.assign(new Error(message), { code: 'ENOTFOUND', hostname: host }))
}

// Loaded before a program of a page: an example that leaves `baseUrl` out must fail, not call the real service.
Object.assign(dns, { lookup: lookupLoopback })
