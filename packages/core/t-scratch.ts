import fc from 'fast-check'
import { fitting } from '/work/main/packages/core/test/fitting.ts'
import { endpoints } from '/work/main/packages/core/src/schemas.ts'
let t=performance.now(); const s=fc.sample(fitting((endpoints.messages.send as any).input), {numRuns:25, seed:7}); console.log(performance.now()-t)
