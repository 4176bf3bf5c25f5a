import type { Refusal, Result } from '../../casework/refusal.ts'
import { carriedFiles, carryFiles } from '../../casework/carried-files.ts'
import { isWorthAnotherTry, sendOnce, type Typed } from '../../casework/send-once.ts'
import { type Answer, buttons, type Field } from '../answer.ts'
import { customId, firstRef } from '../custom-id.ts'
import type { Component, Context, Values } from '../handler.ts'
import { refused, refusedForm } from '../render/refused.ts'

/**
 * A form whose text is never lost: kept when it is sent, before anything is checked, and opened again with everything in
 * it by *Edit*. Its custom id carries what it is about and a random word, so that the same form sent twice is one.
 */
export interface KeptForm {
  /** Name of the component that takes the form, at most 20 letters. */
  name: string
  /** How many arguments stand in its custom id before the random word. */
  args: number
  /** Leaves the word out where the arguments take all the room; the use case must then be harmless when done twice. */
  wordless?: boolean
  /** What a draft of it is called in a list. */
  called(args: string[]): string
  /** The fields, with what was typed before, for someone who may fill them in now. */
  open(c: Context, args: string[], typed: Typed): Promise<Result<{ title: string; fields: Field[] }>>
  /** Does what was asked. `c.clp` works in the transaction in which the form is marked as sent. */
  send(c: Context, args: string[]): Promise<Result<{ answer: Answer }>>
}

const WORD = /^[a-z2-7]{25}$/

/** The field in which forms take files. */
const FILES_FIELD = 'files'

/**
 * What a form that is opened from a DM is filled in with: the words in one of its fields, and the files, which go with it
 * though no form can show them (H1).
 */
export async function fromDm(
  c: Context,
  messageId: string,
  field: string,
  most: number,
): Promise<{ word: string; typed: Typed }> {
  const word = c.clp.randomId()
  if (messageId === '') return { word, typed: {} }
  const { text, files } = await c.wrote(messageId)
  await carryFiles(c.clp, c.actor, word, files)
  return {
    word,
    typed: {
      ...(text === '' ? {} : { [field]: text.slice(0, most) }),
      ...(files.length === 0 ? {} : { carried: String(files.length) }),
    },
  }
}

/** The hint below the files of a form: what goes with it already. */
export function filesHint(typed: Typed, otherwise: string): string {
  const n = Number(typedText(typed, 'carried') || 0)
  if (n === 0) return otherwise
  return n === 1
    ? 'The file that you sent here goes with it already. Add more if you want to.'
    : `The ${n} files that you sent here go with it already. Add more if you want to.`
}

/** Opens a form, or says why not. */
export async function openForm(
  form: KeptForm,
  c: Context,
  args: string[],
  before: { word: string; typed: Typed } = { word: c.clp.randomId(), typed: {} },
): Promise<Answer> {
  const shown = await form.open(c, args, before.typed)
  if (!shown.ok) return refused(shown.refusal)
  const word = form.wordless ? [] : [before.word]
  return {
    kind: 'form',
    form: {
      id: customId(form.name, c.clp.serverId, ...args, ...word),
      title: shown.title,
      fields: shown.fields,
    },
  }
}

/** The component that takes a form when it is sent. */
export const taking = (form: KeptForm): Component => ({
  name: form.name,
  async run(c, given) {
    const args = given.slice(0, form.args)
    const word = given[form.args] ?? ''
    const id = WORD.test(word) ? word : c.clp.randomId()
    const typed = c.values.typed()
    const carried = await carriedFiles(c.clp, c.actor, id)
    const values: Values = {
      ...c.values,
      files: (name) => [...c.values.files(name), ...(name === FILES_FIELD ? carried : [])],
    }
    const done = await sendOnce(
      c.clp,
      c.actor,
      { id, name: form.name, args, typed },
      (within) => form.send({ ...c, values, clp: within }, args),
      ({ answer }) => ('content' in answer ? firstRef(answer.content ?? '') : null),
    )
    return done.ok ? done.answer : notDone(c, done.refusal, id, typed)
  },
})

/** What was typed comes back in a file; where it is worth another try, *Edit* opens the form with it. */
function notDone(c: Context, refusal: Refusal, word: string, typed: Typed): Answer {
  const answer = refusedForm(refusal, refusal.why === 'form_sent' ? '' : asText(typed))
  if (!isWorthAnotherTry(refusal)) return answer
  const edit = buttons([
    { label: 'Edit', id: customId('form-again', c.clp.serverId, word), style: 'primary' },
  ])
  const lost = c.values.files('files').length > 0
  const content = lost
    ? `${answer.content}\nChoose your files again, please: a form cannot hold them.`
    : (answer.content ?? '')
  return { ...answer, content, components: edit }
}

/** Every text that was typed, for a file. */
export const asText = (typed: Typed): string =>
  Object.values(typed)
    .filter((value) => typeof value === 'string')
    .map((value) => value.trim())
    .filter((value) => value !== '')
    .join('\n\n')

/** One text out of what was typed before. */
export const typedText = (typed: Typed, name: string, otherwise = ''): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : otherwise
}

/** What was chosen before. */
export const typedChoice = (typed: Typed, name: string, otherwise: string[] = []): string[] => {
  const value = typed[name]
  return Array.isArray(value) ? value : otherwise
}
