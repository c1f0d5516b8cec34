export { startBouncedServer, type BouncedServer } from './bounced-server.ts'
export { bouncerSkipReason, skipReason } from './programs.ts'
export { startServer, type TestServer } from './server.ts'
