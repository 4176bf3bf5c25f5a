import type { MiddlewareHandler } from 'hono'

const HOSTS = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/**
 * Lets only the page itself in: another site that is open in the same browser, or a name that points here, is refused.
 * Reading needs a loopback `Host`; doing needs an `Origin` that is this very address, and JSON, which no form of
 * another site can send.
 */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? ''
  if (!HOSTS.test(host)) return c.json({ problem: 'This page answers at its own address only.' }, 403)
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const own = `http://${host}`
  const strange =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && origin !== own)
  // A link from elsewhere may open the page; it may read or do nothing.
  const opening = c.req.method === 'GET' && c.req.path === '/'
  if (strange && !opening) return c.json({ problem: 'Only the page itself may ask this.' }, 403)
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    if (origin !== own) return c.json({ problem: 'Only the page itself may do this.' }, 403)
    if (!/^application\/json\b/.test(c.req.header('content-type') ?? ''))
      return c.json({ problem: 'Only JSON is taken.' }, 415)
  }
  await next()
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cache-control', 'no-store')
  c.header(
    'content-security-policy',
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  )
  return undefined
}
