import { statementsIn } from '../../casework/appeal-statements.ts'
import type { AppealFile, MatterText } from '../../casework/matter-records.ts'
import type { Appealable } from '../../casework/own-appeals.ts'
import { quote, quoteInFile, truncate } from '../../letters/plain-text.ts'
import { formatDate, formatDateTime, londonDate } from '../../policy/calendar.ts'
import { plusOpenDays } from '../../policy/pause.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import type { PolicySettings } from '../../runtime/config.ts'
import { type Button, buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { stepInWords } from './words.ts'

/** What an appeal is against, in the appellant's words: “the 30-day ban 2026-014”. */
const against = (file: Pick<AppealFile, 'kind' | 'about'>): string =>
  file.kind === 'sanction' ? `the decision ${file.about}` : `how your complaint ${file.about} was decided`

/** A decision that can be appealed against, on a line of its own. */
export function appealableInWords(one: Appealable): string {
  const dated = one.at === null ? '' : ` of ${formatDate(one.at.length > 10 ? londonDate(one.at) : one.at)}`
  return one.sanction === null
    ? `**${one.ref}**: how your complaint was decided${dated}`
    : `**${one.ref}**: ${stepInWords(one.sanction)}, letter${dated}`
}

const days = (n: number): string => (n === 1 ? '1 day' : `${n} days`)

/** What happens to an appeal from here on, and by when (H3–H5), for the one who made it. */
function whatHappensNext(file: AppealFile, policy: PolicySettings): string {
  const { statementDays, answerDays, voteDays } = policy.appeals
  const who = file.secretaryInvolved
    ? 'It goes to an EC officer who is not the Secretary: if you named one without a part in the matter, to them. The Secretary cannot see it'
    : 'It goes to the Secretary, or to a trusted EC officer where the Secretary has a part in the matter'
  return [
    `${who}. They put it to the Executive Committee (EC).`,
    `The admins then have ${days(statementDays)} to add to what they wrote. You are sent whatever they add, and have ${days(answerDays)} to answer.`,
    `After that the EC members without a part in the matter vote, within ${days(voteDays)}. You are told the outcome with reasons.`,
    ...(file.kind === 'sanction' ? ['Until then the decision stands.'] : []),
  ].join(' ')
}

/** The acknowledgement (H3). */
export function acknowledgement(serverId: string, file: AppealFile, policy: PolicySettings): MessageBody {
  const onBehalf = file.receivedHow === null ? '' : ' An officer has lodged it for you.'
  return {
    content: [
      `**Your appeal has arrived: ${file.ref}**`,
      `It is against ${against(file)}.${onBehalf}`,
      whatHappensNext(file, policy),
      'You need not do anything now. You can add more, text or files, until the vote has closed. `/appeal` shows where it stands.',
    ].join('\n'),
    components: buttons(openButtons(serverId, file)),
  }
}

/** *Add more* and *Withdraw*, or *Answer* and *That's all* where the admins have added something. */
function openButtons(serverId: string, file: AppealFile): Button[] {
  const id = (name: string) => customId(name, serverId, file.ref)
  const added = statementsIn(file.texts).length > 0
  const waits = file.state === 'statements' || file.state === 'answering'
  return [
    { label: added ? 'Answer' : 'Add more', id: id('appeal-more'), style: 'primary' },
    ...(added && waits ? [{ label: "That's all", id: id('appeal-all') }] : []),
    { label: 'Withdraw', id: id('appeal-withdraw') },
  ]
}

/** What an admin added to the statement, for the appellant (H4). Who of the admins it was is left out. */
export function statementMessage(
  serverId: string,
  file: AppealFile,
  text: MatterText,
  policy: PolicySettings,
): MessageBody {
  const { answerDays } = policy.appeals
  const latest = plusOpenDays(file.statementsUntil ?? text.at, answerDays, file.pauses ?? [])
  return {
    content: [
      `**The admins have added to their statement** in your appeal ${file.ref}:`,
      quote(text.text, 1200),
      'You can answer, as often as you need. You do not have to: silence is not held against you.',
      `You have at least ${days(answerDays)}, and until ${formatDateTime(latest)} at the latest. If you press *That’s all* nobody waits any longer. Then the EC votes.`,
    ].join('\n'),
    files: [{ name: `statement-${file.ref}.txt`, text: `${quoteInFile(text.text)}\n` }],
    components: buttons([
      { label: 'Answer', id: customId('appeal-more', serverId, file.ref), style: 'primary' },
      { label: "That's all", id: customId('appeal-all', serverId, file.ref) },
    ]),
  }
}

/** Nobody here can handle it (D7, I1). */
export const nobodyMessage = (file: AppealFile, policy: PolicySettings): MessageBody => ({
  content: [
    `**Your appeal ${file.ref} has to be decided elsewhere.** Everyone here who could handle it has a part in the matter, and nobody judges their own cause.`,
    `You can take it to the National Complaints team of the Labour Party: ${policy.nationalRoute}. The officers here are asked to send it there too.`,
    'Nothing that you wrote is lost. If somebody without a part in it comes into office here they take it up, and `/appeal` shows that.',
  ].join('\n'),
})

/** A pause has moved the time that they have to answer (D9). */
export function timeMessage(
  serverId: string,
  file: AppealFile,
  withNational: boolean,
  policy: PolicySettings,
): MessageBody {
  const stands = ownAppealMessage(serverId, file, withNational, policy)
  return {
    ...stands,
    content: `**Your time has changed, because of a pause in our work.** Its days do not count.\n${truncate(stands.content ?? '', 1700)}`,
  }
}

/** Where someone's own appeal stands, in plain words: what happens next, and by when. */
export function ownAppealMessage(
  serverId: string,
  file: AppealFile,
  withNational: boolean,
  policy: PolicySettings,
): MessageBody {
  const added = statementsIn(file.texts)
  const open = file.state !== 'closed' && file.state !== 'consequences'
  const lines = [
    `**Your appeal ${file.ref}** against ${against(file)}, lodged on ${formatDateTime(file.openedAt)}`,
    withNational
      ? 'It is with the National Complaints team. Nothing is decided here until their answer is known.'
      : standing(file, policy),
    ...(added.length > 0 && file.state !== 'closed'
      ? [
          `The admins have added to their statement${added.length > 1 ? ` (${added.length} times; all of it is in the file)` : ''}:\n${quote(added.at(-1)?.text ?? '', 500)}`,
        ]
      : []),
    ...(file.outcome !== null && file.reasons !== null ? [`The reasons:\n${quote(file.reasons, 900)}`] : []),
    ...(file.state === 'closed'
      ? [
          `If you do not agree you can take it to the National Complaints team of the Labour Party: ${policy.nationalRoute}.`,
        ]
      : []),
  ]
  return {
    content: truncate(lines.join('\n'), 2000),
    ...(added.length > 0
      ? {
          files: [
            {
              name: `statement-${file.ref}.txt`,
              text: `${added.map((t) => `${formatDateTime(t.at)}\n${quoteInFile(t.text)}`).join('\n\n')}\n`,
            },
          ],
        }
      : {}),
    ...(open ? { components: buttons(openButtons(serverId, file)) } : {}),
  }
}

function standing(file: AppealFile, policy: PolicySettings): string {
  switch (file.state) {
    case 'lodged':
      return `It waits to be put to the EC. If nobody has done that by ${formatDateTime(plusOpenDays(file.handledAt, policy.appeals.idleDays, file.pauses ?? []))}, the trusted EC officers may do it.`
    case 'statements':
      return `The admins can add to their statement until ${formatDateTime(file.statementsUntil ?? file.openedAt)}. You are sent whatever they add, and can answer. Then the EC votes.`
    case 'answering':
      return `You can answer what the admins added until ${formatDateTime(file.answerUntil ?? file.openedAt)}. Then the EC votes.`
    case 'voting':
      return `The EC is voting, until ${formatDateTime(file.votingClosesAt ?? file.openedAt)} at the latest. You are told the outcome with reasons.`
    case 'meeting':
      return 'It goes to the next meeting of the EC. You are told the outcome with reasons.'
    case 'consequences':
      return `**${OUTCOMES.does_not_stand}** The EC now decides on what had relied on it, and you are told that too.`
    case 'closed':
      return file.outcome === null ? 'It is closed.' : `**${OUTCOMES[file.outcome]}**`
  }
}

const OUTCOMES: Record<NonNullable<AppealFile['outcome']>, string> = {
  stands: 'The EC has decided that the decision stands.',
  does_not_stand: 'The EC has decided that the decision does not stand.',
  withdrawn: 'You have withdrawn it. The decision stands.',
}
