import * as v from 'valibot'
import { lazy } from '../schema/lazy.ts'

/** Schema of the number of items that a list skips. */
export const pageOffset = lazy(() => v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))))
