import { caseFromComplaint } from '../../casework/complaint-case.ts'
import { viewComplaint } from '../../casework/complaint-view.ts'
import { mayGoOn, stopComplaint } from '../../casework/own-complaints.ts'
import { signComplaint } from '../../casework/sign-complaint.ts'
import type { WarnForm } from '../../casework/warn-draft.ts'
import { buttons } from '../answer.ts'
import { customId, matterRef } from '../custom-id.ts'
import { complaintNoteForm, complaintVote, proposeForm, refuseForm } from '../forms/complaint-forms.ts'
import { type KeptForm, openForm } from '../forms/kept-form.ts'
import { addForm, openComplaint, startComplaint } from '../forms/report-forms.ts'
import { warnForm } from '../forms/warn-form.ts'
import type { Component } from '../handler.ts'
import { complaintCard } from '../render/complaint-card.ts'
import { shownTo } from '../shown-to.ts'
import { refused } from '../render/refused.ts'

const opening = (name: string, form: KeptForm): Component => ({
  name,
  run: (c, args) => openForm(form, c, args.slice(0, form.args)),
})

/** *Make a new complaint*. */
export const complaintNew: Component = { name: 'complaint-new', run: (c) => startComplaint(c) }

/** Where it happened was chosen; the form opens. */
export const complainWhere: Component = {
  name: 'complain-where',
  run: (c, [messageId = '']) =>
    openComplaint(c, c.values.texts('')[0] ?? '', /^\d{17,20}$/.test(messageId) ? messageId : ''),
}

export const complaintAdd = opening('complaint-add', addForm)
export const complaintNote = opening('complaint-note', complaintNoteForm)
export const propose = opening('propose', proposeForm)
export const complaintRefuse = opening('complaint-refuse', refuseForm)

export const complaintSign: Component = {
  name: 'complaint-sign',
  async run(c, [ref, version]) {
    const vote = { verdict: 'sign' as const }
    const done = await signComplaint(c.clp, c.actor, matterRef(ref) ?? '', Number(version), vote)
    return done.ok
      ? { content: `You have signed. ${complaintVote(done.outcome, done.missing)}` }
      : refused(done.refusal)
  },
}

/** *Stop* asks once more (C2). */
export const complaintStop: Component = {
  name: 'complaint-stop',
  async run(c, [given]) {
    const ref = matterRef(given) ?? ''
    const may = await mayGoOn(c.clp, c.actor, ref)
    if (!may.ok) return refused(may.refusal)
    return {
      content: `If you stop ${ref}, you are not told any more what becomes of it, and if nobody else complained of it, it is closed. What you have written stays with it until its records are deleted. Nobody is told that it was you.`,
      components: buttons([
        { label: 'Yes, stop it', id: customId('complaint-stopped', c.clp.serverId, ref), style: 'danger' },
      ]),
    }
  },
}

export const complaintStopped: Component = {
  name: 'complaint-stopped',
  async run(c, [ref]) {
    const done = await stopComplaint(c.clp, c.actor, matterRef(ref) ?? '')
    if (!done.ok) return refused(done.refusal)
    return {
      content: done.closed
        ? 'You have stopped it, and it is closed. You can complain again at any time.'
        : 'You have stopped it. You can complain again at any time.',
      components: [],
      replaces: true,
      kept: true,
    }
  },
}

/** *Open a case* on a complaint of which that was decided: the form of `/warn`. */
export const complaintCase: Component = {
  name: 'complaint-case',
  async run(c, [ref]) {
    const started = await caseFromComplaint(c.clp, c.actor, matterRef(ref) ?? '')
    if (!started.ok) return refused(started.refusal)
    const { id, body } = started.draft
    return { kind: 'form', form: warnForm(c.clp, id, body as unknown as WarnForm, 'elsewhere') }
  },
}

/** A complaint out of `/complaint list`: its card, for this person alone. */
export const complaintShow: Component = {
  name: 'complaint-show',
  async run(c) {
    const ref = matterRef(c.values.texts('')[0]) ?? ''
    const seen = await viewComplaint(c.clp, c.actor, ref)
    return seen.ok ? shownTo(c, complaintCard(c.clp.serverId, seen.view), ref) : refused(seen.refusal)
  },
}
