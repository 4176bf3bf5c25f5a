import { ownComplaints } from '../../casework/own-complaints.ts'
import { startReport } from '../../casework/report-draft.ts'
import { postOfLink } from '../../casework/care-view.ts'
import { openForm } from '../forms/kept-form.ts'
import { reportForm, startComplaint } from '../forms/report-forms.ts'
import type { Command } from '../handler.ts'
import { ownComplaintsAnswer } from '../render/own-complaints.ts'

/** `/complain` (C1, C2): the form; for someone who has complained before, their complaints and a button for the form. */
export const complain: Command = {
  data: {
    name: 'complain',
    description: 'Make a complaint, or see where yours stands. Only the admins and you see it.',
    contexts: [0, 1],
    integration_types: [0, 1],
  },
  anywhere: true,
  async run(c) {
    const own = await ownComplaints(c.clp, c.actor)
    return own.length === 0 ? startComplaint(c) : ownComplaintsAnswer(c.clp, own)
  },
}

/** The message menu *Report to admins* (C1): the post is kept as it stands now, for the form that opens (C8). */
export const reportToAdmins: Command = {
  data: { name: 'Report to admins', type: 3, contexts: [0], integration_types: [0] },
  async run(c) {
    const { post } = c
    // of a card or a letter nothing is copied to where others read it
    if (post?.ofThisBot === true)
      return {
        content:
          'This is a message of the bot itself. To complain about how something was dealt with use `/complain`.',
      }
    const place = postOfLink(c.clp.serverId, post?.link ?? null)
    if (!post || !place) return { content: 'Use this on a message of this server.' }
    const { id, name } = post.author
    const draft = await startReport(c.clp, c.actor, {
      post: {
        link: post.link,
        ...place,
        author: { id, name },
        text: post.text,
        postedAt: post.postedAt,
      },
      authorIsBot: post.author.isBot,
      attachments: post.attachments,
    })
    return openForm(reportForm, c, [draft])
  },
}
