import { Hono } from 'hono'
import { canSee } from '../discord/permissions.ts'
import type { Session } from './session.ts'

const IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** Files for those who can read a message that they hang on. Only pictures are shown; all else is downloaded. */
export function fileRoutes(session: () => Session): Hono {
  const routes = new Hono()
  routes.get('/files/:id', (c) => {
    const { world } = session().discord
    const as = c.req.query('as') ?? ''
    const attachment = world.attachments.get(c.req.param('id'))
    const seen = [...world.messages.values()].some((message) => {
      if (message.deleted || !message.attachments.some(({ id }) => id === attachment?.id)) return false
      if (message.ephemeralFor !== undefined) return message.ephemeralFor === as
      const channel = world.channels.get(message.channelId)
      return channel !== undefined && canSee(world, channel, as)
    })
    if (attachment === undefined || !seen)
      return c.json({ problem: 'This file is not there for this person.' }, 404)
    const type = attachment.contentType ?? ''
    const name = encodeURIComponent(attachment.filename)
    return c.body(Buffer.from(attachment.bytes), 200, {
      'content-type': IMAGES.has(type) ? type : 'application/octet-stream',
      'content-disposition': `${IMAGES.has(type) ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    })
  })
  return routes
}
