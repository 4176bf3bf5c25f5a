import { putToAdmins, type PutResult } from '../../casework/open-case.ts'
import type { Lighter } from '../../casework/records.ts'
import {
  type CheckedDraft,
  cancelDraft,
  changeWarnDraft,
  ownDraft,
  type WarnForm,
} from '../../casework/warn-draft.ts'
import { customId } from '../custom-id.ts'
import type { Answer } from '../answer.ts'
import { warnForm } from '../forms/warn-form.ts'
import type { Component, Context } from '../handler.ts'
import { draftAnswer, lighterOptions } from '../render/draft-answer.ts'
import { refused } from '../render/refused.ts'
import { shownTo } from '../shown-to.ts'

/** What was worked out, without references of cases in which whoever asks has a conflict (A5). */
const shown = (c: Context, checked: CheckedDraft, replaces: boolean): Promise<Answer> =>
  shownTo(c, draftAnswer(c.clp, checked, replaces))

const draftOf = (c: Context, id: string | undefined) => c.clp.transact((s) => ownDraft(s, c.actor, id ?? ''))

/** The form of `/warn` comes in: saved first, then checked. */
export const warnFormSubmit: Component = {
  name: 'warn-form',
  async run(c, [id, from]) {
    const checked = await changeWarnDraft(c.clp, c.actor, id ?? '', {
      what: c.values.text('what'),
      when: c.values.text('when'),
      rules: c.values.texts('rules'),
      evidence: c.values.text('evidence'),
    })
    return shown(c, checked, from !== 'elsewhere')
  },
}

export const draftEdit: Component = {
  name: 'draft-edit',
  async run(c, [id]) {
    const own = await draftOf(c, id)
    if (!own.ok) return refused(own.refusal)
    if (own.draft.usedFor !== null) return refused({ why: 'already_used', ref: own.draft.usedFor })
    const { id: draftId, body } = own.draft
    return { kind: 'form', form: warnForm(c.clp, draftId, body as unknown as WarnForm, 'draft') }
  },
}

/** Shows a draft again, from `/case list`. */
export const draftShow: Component = {
  name: 'draft-show',
  async run(c, [id]) {
    return shown(c, await changeWarnDraft(c.clp, c.actor, id ?? '', {}), false)
  },
}

export const draftCancel: Component = {
  name: 'draft-cancel',
  async run(c, [id]) {
    const done = await cancelDraft(c.clp, c.actor, id ?? '')
    return done.ok
      ? { content: 'Thrown away. Nothing was sent.', components: [], replaces: true }
      : refused(done.refusal)
  },
}

const said: Record<Extract<PutResult, { ok: true }>['what'], (ref: string) => string> = {
  opened: (ref) =>
    `**${ref}** is open. It is in its room now; another admin has to press *Agree to ask* before the person is written to.`,
  joined: (ref) => `The incident was added to **${ref}**.`,
  recorded: (ref) => `The incident was recorded with **${ref}**. It makes no new step.`,
  for_the_ec: (ref) =>
    `**${ref}** was recorded. It happened during a live ban, so the EC decides; the Secretary has it as a task.`,
}

/** *Put to the admins*; a lifetime ban asks for its finding first (E11). */
export const draftPut: Component = {
  name: 'draft-put',
  run: (c, [id]) => put(c, id ?? ''),
}

async function put(c: Context, id: string): Promise<Answer> {
  const done = await putToAdmins(c.clp, c.actor, id)
  if (done.ok) return { content: said[done.what](done.ref), components: [], replaces: true }
  if (done.needs === 'finding')
    return {
      kind: 'form',
      form: {
        id: customId('draft-finding', c.clp.serverId, id),
        title: 'How the behaviour carried on',
        fields: [
          {
            kind: 'text',
            id: 'finding',
            label: 'How did it carry on after the 30-day ban?',
            hint: 'The signers sign this finding, and it stands in the letter.',
          },
        ],
      },
    }
  return refused(done.refusal)
}

export const draftFinding: Component = {
  name: 'draft-finding',
  async run(c, [id]) {
    const checked = await changeWarnDraft(c.clp, c.actor, id ?? '', { finding: c.values.text('finding') })
    if (!checked.ok) return shown(c, checked, false)
    const done = await put(c, id ?? '')
    // a form cannot follow a form: where the finding was left blank the button is pressed again
    return done.kind === 'form' ? shown(c, checked, false) : done
  },
}

export const draftOld: Component = {
  name: 'draft-old',
  async run(c, [id]) {
    const own = await draftOf(c, id)
    if (!own.ok) return refused(own.refusal)
    return {
      kind: 'form',
      form: {
        id: customId('draft-old-form', c.clp.serverId, own.draft.id),
        title: 'Why now',
        fields: [
          {
            kind: 'text',
            id: 'reason',
            label: 'Why is this taken up now?',
            hint: 'It happened long ago. The reason is kept with the case.',
            value: String(own.draft.body['oldReason'] ?? ''),
            max: 1000,
          },
        ],
      },
    }
  },
}

export const draftOldForm: Component = {
  name: 'draft-old-form',
  run: async (c, [id]) =>
    shown(c, await changeWarnDraft(c.clp, c.actor, id ?? '', { oldReason: c.values.text('reason') }), true),
}

export const draftLighter: Component = {
  name: 'draft-lighter',
  async run(c, [id]) {
    const checked = await changeWarnDraft(c.clp, c.actor, id ?? '', {})
    if (!checked.ok) return shown(c, checked, false)
    const { form, lighterChoices } = checked.check
    return {
      kind: 'form',
      form: {
        id: customId('draft-lighter-form', c.clp.serverId, checked.check.draft.id),
        title: 'Lighter outcome',
        fields: [
          {
            kind: 'choice',
            id: 'outcome',
            label: 'What do you propose?',
            options: lighterOptions(lighterChoices),
            chosen: form.lighter ? [form.lighter.outcome] : [],
          },
          {
            kind: 'text',
            id: 'reasons',
            label: 'Reasons',
            hint: 'The signers read them.',
            value: form.lighter?.reasons ?? '',
            max: 1500,
          },
        ],
      },
    }
  },
}

export const draftLighterForm: Component = {
  name: 'draft-lighter-form',
  async run(c, [id]) {
    const lighter = { outcome: c.values.texts('outcome')[0] as Lighter, reasons: c.values.text('reasons') }
    return shown(c, await changeWarnDraft(c.clp, c.actor, id ?? '', { lighter }), true)
  },
}
