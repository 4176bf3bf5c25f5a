import { whoIsMeant } from '../../casework/who-is-meant.ts'
import { startWarnForm } from '../forms/start-warn.ts'
import type { Command } from '../handler.ts'
import { refused } from '../render/refused.ts'
import { handleOption, namedIn, platformOption, suggestPlatform } from './person-options.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

/** `/warn` (D1): about someone on this server, or known by a handle; on the platform where it happened (B3). */
export const warn: Command = {
  data: {
    name: 'warn',
    description: 'Open a case about someone. Nothing is sent until the admins have agreed.',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      { type: 6, name: 'person', description: 'Who it is about, if they are on this server' },
      handleOption('Their handle, if they are known by one on another platform'),
      platformOption('Where it happened; this server if you leave it out'),
    ],
  },
  async run(c) {
    const meant = await whoIsMeant(c.clp, namedIn(c.values), 'open')
    if (!meant.ok) return refused(meant.refusal)
    const { identity, name, isBot, platform } = meant
    return startWarnForm(c, { id: identity, name, isBot }, { platform })
  },
  suggest: suggestPlatform('in_use'),
}

/** The message menu *Open a case*: the post is copied as evidence, since posts are edited and deleted. */
export const openACase: Command = {
  data: {
    name: 'Open a case',
    type: 3,
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
  },
  async run(c) {
    const { post } = c
    if (!post) return { content: 'Use this on a message.' }
    return startWarnForm(c, post.author, {
      source: {
        text: post.text,
        author: post.author.name,
        link: post.link,
        postedAt: post.postedAt,
        attachments: post.attachments,
      },
    })
  },
}
