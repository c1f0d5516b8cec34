import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The page: static files beside the library, with nothing to load from elsewhere. */
export default defineConfig({
  root: fileURLToPath(new URL('./ui/', import.meta.url)),
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('./dist/ui/', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: 'es2022',
  },
  logLevel: 'warn',
})
