import { appealSaidAll, ownAppeals, withdrawAppeal } from '../../casework/add-to-appeal.ts'
import { viewAppeal } from '../../casework/appeal-view.ts'
import { nothingToAdd, readGrounds } from '../../casework/appeal-statements.ts'
import { chooseHandler, handlerChoices } from '../../casework/choose-handler.ts'
import { putToEc } from '../../casework/put-to-ec.ts'
import { cleanName, quoteInFile, truncate } from '../../letters/plain-text.ts'
import { formatDateTime } from '../../policy/calendar.ts'
import { buttons, select } from '../answer.ts'
import { customId, matterRef } from '../custom-id.ts'
import * as forms from '../forms/appeal-forms.ts'
import { openForm } from '../forms/kept-form.ts'
import type { Component } from '../handler.ts'
import { appealAnswer } from '../render/appeal-card.ts'
import { ownAppealMessage } from '../render/appellant.ts'
import { shownTo } from '../shown-to.ts'
import { refused } from '../render/refused.ts'

/** *Appeal*, in a letter, below `/appeal` and in the DM menu: the form, or where the appeal stands that there is. */
export const appeal: Component = {
  name: 'appeal',
  async run(c, [given, messageId]) {
    const ref = matterRef(given) ?? ''
    const own = await ownAppeals(c.clp, c.actor)
    if (!own.ok) return refused(own.refusal)
    // a complaint that was decided afresh can be taken to the EC once more (C7)
    const isFree = own.free.some((one) => one.ref === ref)
    const before = isFree ? undefined : own.appeals.find((a) => a.file.about === ref)
    if (!before) return forms.openAppealForm(c, ref, /^\d{17,20}$/.test(messageId ?? '') ? messageId : '')
    const { policy } = c.clp.config
    return { ...ownAppealMessage(c.clp.serverId, before.file, before.withNational, policy), kept: true }
  },
}

/** *Add more* and *Answer*. */
export const appealMore: Component = {
  name: 'appeal-more',
  run: (c, [ref]) => openForm(forms.moreForm, c, [matterRef(ref) ?? '']),
}

/** *That's all*. */
export const appealAll: Component = {
  name: 'appeal-all',
  async run(c, [ref]) {
    const done = await appealSaidAll(c.clp, c.actor, matterRef(ref) ?? '')
    return done.ok
      ? {
          content:
            'Thank you. Nobody waits for more from you. The EC reads both sides, and you are told the outcome.',
          kept: true,
        }
      : refused(done.refusal)
  },
}

/** *Withdraw*: only the second press counts. */
export const appealWithdraw: Component = {
  name: 'appeal-withdraw',
  async run(c, [given, sure]) {
    const ref = matterRef(given) ?? ''
    const done = await withdrawAppeal(c.clp, c.actor, ref, sure === 'sure')
    if (!done.ok) return refused(done.refusal)
    if (!done.confirm)
      return {
        content: `You have withdrawn ${ref}. The decision stands as it is.`,
        kept: true,
      }
    return {
      content: `If you withdraw ${ref} the decision stands, and you cannot appeal against it here again. You can still take it to the National Complaints team. Press *Withdraw* once more if you are sure.`,
      components: buttons([
        { label: 'Withdraw', id: customId('appeal-withdraw', c.clp.serverId, ref, 'sure'), style: 'danger' },
      ]),
      kept: true,
    }
  },
}

/** *Put to the EC*. */
export const appealPut: Component = {
  name: 'appeal-put',
  async run(c, [given]) {
    const ref = matterRef(given) ?? ''
    const done = await putToEc(c.clp, c.actor, ref)
    if (!done.ok) return refused(done.refusal)
    return {
      content:
        done.until === null
          ? `${ref} is with the EC now: there is nobody who could add to the statement of the admins.`
          : `${ref} is put to the EC. The admins can add to their statement until ${formatDateTime(done.until)}, the appellant may answer, and then the vote opens by itself.`,
    }
  },
}

/** *Add a statement*, by an admin. */
export const statementAdd: Component = {
  name: 'appeal-state',
  run: (c, [ref]) => openForm(forms.statementForm, c, [matterRef(ref) ?? '']),
}

/** *Nothing to add*. */
export const statementNothing: Component = {
  name: 'appeal-nothing',
  async run(c, [ref]) {
    const done = await nothingToAdd(c.clp, c.actor, matterRef(ref) ?? '')
    return done.ok
      ? { content: 'Thank you. The signed file is your statement as it is.' }
      : refused(done.refusal)
  },
}

/** *Read the appeal*, by an admin who may add to the statement. */
export const statementGrounds: Component = {
  name: 'appeal-grounds',
  async run(c, [given]) {
    const ref = matterRef(given) ?? ''
    const read = await readGrounds(c.clp, c.actor, ref)
    if (!read.ok) return refused(read.refusal)
    return {
      content: `What the appellant wrote against ${read.about} is in this file. Keep it confidential. You can add to the statement until ${formatDateTime(read.until)}.`,
      files: [
        {
          name: `appeal-${ref}.txt`,
          text: `${read.texts.map((t) => `${formatDateTime(t.at)}\n${quoteInFile(t.text)}`).join('\n\n')}\n`,
        },
      ],
    }
  },
}

/** *Choose a handler*: the EC members without a part in it, to choose one of. */
export const handlerChoose: Component = {
  name: 'appeal-handler',
  async run(c, [given]) {
    const ref = matterRef(given) ?? ''
    const choices = await handlerChoices(c.clp, c.actor, ref)
    if (!choices.ok) return refused(choices.refusal)
    return {
      content: `Who should handle ${ref}? Whoever two of you choose does. Only you see what you choose here.`,
      components: [
        select(
          customId('appeal-handler-is', c.clp.serverId, ref),
          'Choose an EC member',
          choices.people
            .slice(0, 25)
            .map((p) => ({ label: truncate(cleanName(p.name), 100), value: p.person })),
        ),
      ],
    }
  },
}

export const handlerChosen: Component = {
  name: 'appeal-handler-is',
  async run(c, [given]) {
    const ref = matterRef(given) ?? ''
    const done = await chooseHandler(c.clp, c.actor, ref, c.values.texts('')[0] ?? '')
    if (!done.ok) return refused(done.refusal)
    return {
      content: done.chosen
        ? `${cleanName(done.name)} handles ${ref} from here on, and is told.`
        : `Noted. One more of you has to choose ${cleanName(done.name)} too; nobody decides this alone.`,
      replaces: true,
    }
  },
}

/** An appeal out of `/appeals list`, for this person alone. */
export const appealShow: Component = {
  name: 'appeal-show',
  async run(c) {
    const ref = matterRef(c.values.texts('')[0]) ?? ''
    const seen = await viewAppeal(c.clp, c.actor, ref)
    return seen.ok
      ? shownTo(c, appealAnswer(c.clp.serverId, seen.view, c.clp.clock.now()), ref)
      : refused(seen.refusal)
  },
}
