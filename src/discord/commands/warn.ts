import { startWarnForm } from '../forms/start-warn.ts'
import type { Command } from '../handler.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

/** `/warn` (D1). Until other platforms are worked by the bot it takes Discord users only. */
export const warn: Command = {
  data: {
    name: 'warn',
    description: 'Open a case about someone. Nothing is sent until the admins have agreed.',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [{ type: 6, name: 'person', description: 'Who it is about', required: true }],
  },
  async run(c) {
    const person = c.values.person('person')
    return person ? startWarnForm(c, person) : { content: 'Choose the person in the option *person*.' }
  },
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
      text: post.text,
      author: post.author.name,
      link: post.link,
      postedAt: post.postedAt,
      attachments: post.attachments,
    })
  },
}
