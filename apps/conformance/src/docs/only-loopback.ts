import dns from 'node:dns'

// Loaded before a program of a page: an example that leaves `baseUrl` out must fail, not call the real service.
Object.assign(dns, {
  lookup(host: string, _options: unknown, done: (error: Error) => void): void {
    const message = `${host} was not called: examples talk to the emulator, through process.env.WAZZUP_BASE_URL`
    console.error(message)
    done(Object.assign(new Error(message), { code: 'ENOTFOUND', hostname: host }))
  },
})
