import { agreeToAsk } from '../../casework/agree-to-ask.ts'
import { viewAppeal } from '../../casework/appeal-view.ts'
import { viewCase } from '../../casework/case-view.ts'
import { viewComplaint } from '../../casework/complaint-view.ts'
import { signCase } from '../../casework/sign.ts'
import { kindOf } from '../../casework/matter.ts'
import { filesFor } from '../../casework/show-file.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import type { Answer } from '../answer.ts'
import { caseRef, matterRef } from '../custom-id.ts'
import * as forms from '../forms/case-forms.ts'
import { type KeptForm, openForm } from '../forms/kept-form.ts'
import type { Component, Context } from '../handler.ts'
import { card, wholeCase } from '../render/card.ts'
import { filesMessage } from '../render/files.ts'
import { wholeComplaint } from '../render/complaint-card.ts'
import { refused } from '../render/refused.ts'
import { shownTo } from '../shown-to.ts'
import { readAppeal } from './read-appeal.ts'

export const agree: Component = {
  name: 'agree',
  async run(c, [ref]) {
    const done = await agreeToAsk(c.clp, c.actor, caseRef(ref) ?? '')
    return done.ok
      ? { content: 'Agreed. The notice goes out to the person concerned, and they are asked for their side.' }
      : refused(done.refusal)
  },
}

export const sign: Component = {
  name: 'sign',
  async run(c, [ref, version]) {
    const done = await signCase(c.clp, c.actor, caseRef(ref) ?? '', Number(version), { verdict: 'sign' })
    return done.ok
      ? { content: `You have signed. ${forms.voteOutcome(done.outcome, done.missing)}` }
      : refused(done.refusal)
  },
}

/** *Read all*: everything about a matter, as a file, and below it the files that were kept with it (C8). */
export const readAll: Component = {
  name: 'read-all',
  async run(c, [given]) {
    const ref = matterRef(given) ?? ''
    const whole = await wholeMatter(c, ref)
    if (!('files' in whole)) return whole
    const kept: MessageBody[] = []
    for (const one of await withWhatItIsAbout(c, ref)) {
      const found = await filesFor(c.clp, c.actor, one)
      const listed = found.ok ? filesMessage(c.clp.serverId, one, found.files) : null
      if (listed !== null) kept.push(listed)
    }
    return kept.length === 0 ? whole : { ...whole, more: [...(whole.more ?? []), ...kept] }
  },
}

/** A matter, and where it is an appeal what that is about: the EC has the evidence of both before it (H5, C8). */
async function withWhatItIsAbout(c: Context, ref: string): Promise<string[]> {
  if (kindOf(ref) !== 'appeal') return [ref]
  const seen = await viewAppeal(c.clp, c.actor, ref)
  return seen.ok ? [seen.view.file.about, ref] : [ref]
}

async function wholeMatter(c: Context, ref: string): Promise<Answer> {
  if (kindOf(ref) === 'appeal') return readAppeal(c, ref)
  if (kindOf(ref) === 'complaint') {
    const complaint = await viewComplaint(c.clp, c.actor, ref)
    if (!complaint.ok) return refused(complaint.refusal)
    return {
      content: `Everything about ${ref} is in this file. Keep it confidential and do not pass it on.`,
      files: [wholeComplaint(complaint.view)],
    }
  }
  const seen = await viewCase(c.clp, c.actor, ref)
  if (!seen.ok) return refused(seen.refusal)
  return {
    content: `Everything about ${seen.view.file.ref} is in this file. Keep it confidential and do not pass it on.`,
    files: [await shownTo(c, wholeCase(seen.view, c.clp.clock.now(), seen.serve), ref)],
  }
}

/** A case out of `/case list`: its card, for this person alone. */
export const caseShow: Component = {
  name: 'case-show',
  async run(c) {
    const seen = await viewCase(c.clp, c.actor, caseRef(c.values.texts('')[0]) ?? '')
    return seen.ok
      ? shownTo(c, card(c.clp.serverId, seen.view, c.clp.clock.now()), seen.view.file.ref)
      : refused(seen.refusal)
  },
}

/** A button that opens a form about a case. */
const opening = (name: string, form: KeptForm): Component => ({
  name,
  run: (c, args) => openForm(form, c, args.slice(0, form.args)),
})

export const dontSign = opening('dont-sign', forms.dontSignForm)
export const editLetter = opening('edit-letter', forms.editLetterForm)
export const drop = opening('drop', forms.dropForm)
export const involved = opening('involved', forms.involvedForm)
export const lighter = opening('case-lighter', forms.lighterForm)
export const finding = opening('case-finding', forms.findingForm)
