import { render } from 'preact'
import { Page } from './page.tsx'
import { listen } from './state/stream.ts'

render(<Page />, document.getElementById('page')!)
listen()
