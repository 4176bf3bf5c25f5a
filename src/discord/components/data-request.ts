import { answerToGive, choosePiece, openRequest, sendRest } from '../../casework/data-answer.ts'
import { heldFile } from '../../casework/held-file.ts'
import { dataRef, customId } from '../custom-id.ts'
import { buttons } from '../answer.ts'
import { dataAnswerForm, dataChangeForm, dataRestForm, dataWithholdForm } from '../forms/data-forms.ts'
import { openForm } from '../forms/kept-form.ts'
import type { Component } from '../handler.ts'
import { ownDataPage } from '../render/own-data-page.ts'
import { answerPage, answerWords, changeAnswer, pieceAnswer, whoAsked } from '../render/data-request.ts'
import { refused } from '../render/refused.ts'

/** *Ask for the rest*. */
export const dataRest: Component = { name: 'data-rest', run: (c) => openForm(dataRestForm, c, []) }

/** *Correct or delete something*. */
export const dataChange: Component = { name: 'data-change', run: (c) => openForm(dataChangeForm, c, []) }

const opening = (name: string, replaces: boolean): Component => ({
  name,
  async run(c, [given, at]) {
    const found = await openRequest(c.clp, c.actor, dataRef(given) ?? '')
    if (!found.ok) return refused(found.refusal)
    if (found.request.kind !== 'rest') return changeAnswer(c.clp.serverId, found.request)
    return { ...pieceAnswer(c.clp.serverId, found, at === undefined ? null : Number(at)), replaces }
  },
})

/** *Open* on the task. */
export const dataOpen = opening('data-open', false)

/** *Next*, *Back*, *Look again*. */
export const dataPiece = opening('data-piece', true)

/** *Release*. */
export const dataRelease: Component = {
  name: 'data-release',
  async run(c, [given, key]) {
    const done = await choosePiece(c.clp, c.actor, dataRef(given) ?? '', key ?? '', { release: true })
    return done.ok ? pieceAnswer(c.clp.serverId, done, null) : refused(done.refusal)
  },
}

/** *Withhold*: its form asks why. */
export const dataWithhold: Component = {
  name: 'data-withhold',
  run: (c, [given, key]) => openForm(dataWithholdForm, c, [dataRef(given) ?? '', key ?? '']),
}

/** *Show the file*: the bytes of a piece, to whoever answers alone. */
export const dataShow: Component = {
  name: 'data-show',
  slow: true,
  async run(c, [given, key]) {
    const found = await heldFile(c.clp, c.actor, dataRef(given) ?? '', key ?? '')
    if (!found.ok) return refused(found.refusal)
    return { content: 'Keep it confidential.', shown: [{ name: found.name, bytes: found.bytes }] }
  },
}

/** *Send*: only the second press does it. */
export const dataSend: Component = {
  name: 'data-send',
  async run(c, [given, sure]) {
    const ref = dataRef(given) ?? ''
    if (sure !== 'sure') {
      const found = await openRequest(c.clp, c.actor, ref)
      if (!found.ok) return refused(found.refusal)
      const released = found.pieces.filter((p) => found.choices.get(p.key)?.release === true).length
      return {
        content: `**${ref}**: ${released} of ${found.pieces.length} pieces go to the person now. That cannot be undone.`,
        components: buttons([
          { label: 'Yes, send it', id: customId('data-send', c.clp.serverId, ref, 'sure'), style: 'danger' },
          { label: 'Back', id: customId('data-piece', c.clp.serverId, ref, 0) },
        ]),
        replaces: true,
      }
    }
    const done = await sendRest(c.clp, c.actor, ref)
    return done.ok
      ? {
          content: `**${ref}** is answered. The bot writes to the person; if Discord does not let it, you get a task.`,
          replaces: true,
        }
      : refused(done.refusal)
  },
}

/** *Answer*, to a request for correction or deletion. */
export const dataAnswer: Component = {
  name: 'data-answer',
  run: (c, [given]) => openForm(dataAnswerForm, c, [dataRef(given) ?? '']),
}

/** *Get the answer*: what could not be delivered, to be taken to the person another way. */
export const dataGet: Component = {
  name: 'data-get',
  slow: true,
  async run(c, [given]) {
    const found = await answerToGive(c.clp, c.actor, dataRef(given) ?? '')
    if (!found.ok) return refused(found.refusal)
    const { clp } = c.clp.config.policy
    const file = answerPage(found.request, clp.name, clp.secretary)
    const own = ownDataPage(found.own, { clp: clp.name, secretary: clp.secretary, part: 1, parts: 1 })
    return {
      content: `For ${whoAsked(found.request)}:\n${answerWords(found.request, clp.secretary)}`.slice(0, 2000),
      files: [...(file ? [file] : []), { name: 'my-data.html', text: own }],
    }
  },
}
