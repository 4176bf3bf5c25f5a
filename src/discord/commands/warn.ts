import { startWarnDraft, type Source, type WarnForm } from '../../casework/warn-draft.ts'
import type { Answer } from '../answer.ts'
import { warnForm } from '../forms/warn-form.ts'
import type { Command, Context, Person } from '../handler.ts'
import { refused } from '../render/refused.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

async function openForm(c: Context, person: Person, source?: Source): Promise<Answer> {
  const started = await startWarnDraft(c.clp, c.actor, {
    respondent: person.id,
    respondentName: person.name,
    isBot: person.isBot,
    ...(source ? { source } : {}),
  })
  if (!started.ok) return refused(started.refusal)
  return { kind: 'form', form: warnForm(c.clp, started.draft.id, started.draft.body as unknown as WarnForm) }
}

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
    return person ? openForm(c, person) : { content: 'Choose the person in the option *person*.' }
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
    return openForm(c, post.author, {
      text: post.text,
      author: post.author.name,
      link: post.link,
      postedAt: post.postedAt,
      attachments: post.attachments,
    })
  },
}
