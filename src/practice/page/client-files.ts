import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { extname, join } from 'node:path'
import { Hono } from 'hono'

const FOLDER = join(import.meta.dirname, 'client')
const NAMES = /^[a-z0-9-]+\.(ts|css|svg)$/
const TYPES: Readonly<Record<string, string>> = {
  '.ts': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
}

/** The page itself: plain files; TypeScript loses its types on the way and is JavaScript. */
export function clientFiles(): Hono {
  const kept = new Map<string, string>()
  const read = (name: string): string => {
    const known = kept.get(name)
    if (known !== undefined) return known
    const text = readFileSync(join(FOLDER, name), 'utf8')
    const served = extname(name) === '.ts' ? stripTypeScriptTypes(text) : text
    kept.set(name, served)
    return served
  }
  const routes = new Hono()
  routes.get('/', (c) => c.body(read('index.html'), 200, { 'content-type': TYPES['.html'] ?? '' }))
  routes.get('/client/:name', (c) => {
    const name = c.req.param('name')
    if (!NAMES.test(name)) return c.notFound()
    try {
      return c.body(read(name), 200, { 'content-type': TYPES[extname(name)] ?? '' })
    } catch {
      return c.notFound()
    }
  })
  return routes
}
