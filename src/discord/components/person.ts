import { answerLink, readLink } from '../../casework/link-identities.ts'
import { quote } from '../../letters/plain-text.ts'
import { buttons } from '../answer.ts'
import { caseRef, customId } from '../custom-id.ts'
import { openForm } from '../forms/kept-form.ts'
import { notMeForm, refuseLinkForm } from '../forms/person-forms.ts'
import type { Component } from '../handler.ts'
import { refused } from '../render/refused.ts'
import { whoInWords } from '../render/who.ts'

/** *Read* on a task about two identities: whom it is about, why, and the buttons to answer (B3). */
export const linkRead: Component = {
  name: 'link-read',
  async run(c, [given]) {
    const id = Number(given)
    const read = await readLink(c.clp, c.actor, id)
    if (!read.ok) return refused(read.refusal)
    const { link, kind } = read
    const isLink = kind === 'link_identities'
    const by = isLink ? link.proposedBy : link.partingBy
    return {
      content: [
        isLink ? '**Are these one person?**' : '**Are these two people after all?**',
        `${whoInWords(link.a, link.aName)} and ${whoInWords(link.b, link.bName)}`,
        `<@${by}> proposes ${isLink ? 'to link them' : 'to part them'}, because:`,
        quote((isLink ? link.reason : link.partingWhy) ?? '', 1000),
        isLink
          ? 'If you confirm it, what was decided about one counts for the other. The person is told in the next notice or letter, and can say that it is wrong.'
          : 'If you confirm it, what was decided about one counts no more for the other, and the EC decides on what had rested on it.',
      ].join('\n'),
      components: buttons([
        { label: 'Confirm', id: customId('link-confirm', c.clp.serverId, id), style: 'success' },
        { label: 'Refuse', id: customId('link-refuse', c.clp.serverId, id) },
      ]),
    }
  },
}

/** *Confirm*: a second officer says so too. */
export const linkConfirm: Component = {
  name: 'link-confirm',
  async run(c, [id]) {
    const done = await answerLink(c.clp, c.actor, Number(id), { confirm: true })
    if (!done.ok) return refused(done.refusal)
    return {
      content:
        done.kind === 'link_identities'
          ? 'They are linked. Open cases were worked out anew; `/history` shows both together.'
          : 'They are parted. Open cases were worked out anew, and what had rested on the link goes to the EC.',
      replaces: true,
    }
  },
}

/** *Refuse*: its form asks why. */
export const linkRefuse: Component = {
  name: 'link-refuse',
  run: (c, [id]) => openForm(refuseLinkForm, c, [String(Number(id))]),
}

/** *That's not me* in a notice or a letter. */
export const notMe: Component = {
  name: 'not-me',
  run: (c, [ref]) => openForm(notMeForm, c, [caseRef(ref) ?? '']),
}
