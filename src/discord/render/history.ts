import type { History, PastSanction } from '../../casework/history.ts'
import { plainName } from '../../letters/plain-text.ts'
import { addDays, formatDate, londonDate } from '../../policy/calendar.ts'
import { isStep } from '../../policy/ladder.ts'
import type { Answer } from '../answer.ts'
import type { Person } from '../handler.ts'
import { handleOf } from '../../policy/identity.ts'
import { inPieces } from './pieces.ts'
import { placeInWords, whoInWords } from './who.ts'
import { sanctionInWords, stateInWords, stepInWords, stepLabel } from './words.ts'

/** `/history` and the menu *History*: what counts until when, what would be next, what is open, the past. */
export function historyInWords(person: Person, h: History, platform: string): Answer {
  const { outcome, explanation, notCounted, blockedBy } = h.next
  const lines = [
    handleOf(person.id) === null
      ? `**History of ${plainName(person.name)}** (<@${person.id}>)`
      : `**History of ${whoInWords(person.id)}**`,
    ...h.linked.map(linkLine),
    '',
    '**What stands now**',
    ...(h.live.length === 0 ? ['Nothing.'] : h.live.map(liveLine)),
    '',
    `**If something happened today on ${placeInWords(platform)}**`,
    explanation,
    ...(isStep(outcome)
      ? notCounted
          .filter((n) => h.live.some((l) => l.sanction.ref === n.ref))
          .map((n) => `• ${n.ref}: ${n.why}`)
      : []),
    ...(blockedBy.length > 0
      ? [`While ${blockedBy.join(' and ')} is under appeal or in doubt it could be heard, but not signed.`]
      : []),
    '',
    '**Open cases**',
    ...(h.open.length === 0
      ? ['None that you can see.']
      : h.open.map((c) => `• **${c.ref}** on ${placeInWords(c.platform)}: ${stateInWords(c)}.`)),
    '',
    '**The past**',
    ...(h.past.length === 0 ? ['Nothing.'] : h.past.map(pastLine)),
    '-# Matters in which you have no part are left out. Cases are kept for two years.',
  ]
  return inPieces(lines, 'history.txt')
}

const linkLine = ({ a, aName, b, bName, since, challenged }: History['linked'][number]): string =>
  `Taken to be one person since ${formatDate(londonDate(since))}: ${whoInWords(a, aName)} and ${whoInWords(b, bName)}.${challenged ? ' The person says that this is wrong; an officer looks at it.' : ''}`

function liveLine({ sanction, countsUntil }: PastSanction): string {
  const step = `• **${sanction.ref}**: ${stepInWords(sanction.kind)} on ${placeInWords(sanction.platform)}.`
  if (sanction.kept) return `${step} Its file was deleted on its date, and only the ban is kept.`
  const counts =
    countsUntil === null
      ? sanction.underReview
        ? ' It does not count while it is under review.'
        : ' It does not count yet.'
      : ` It counts for what happens up to ${formatDate(addDays(countsUntil, -1))}.`
  return `${step} ${sanctionInWords(sanction)}.${counts}${sanction.appealPending ? ' An appeal is pending.' : ''}`
}

function pastLine({ file, sanction }: History['past'][number]): string {
  if (sanction === null) {
    const when = file.closedAt ? ` on ${formatDate(londonDate(file.closedAt))}` : ''
    return `• ${file.ref} on ${placeInWords(file.platform)}: ${stateInWords(file)}${when}.`
  }
  const { sanction: s, countsUntil } = sanction
  const counted =
    countsUntil === null || s.overturned ? '' : ` It counted until ${formatDate(addDays(countsUntil, -1))}.`
  return `• ${s.ref}: ${stepLabel(s.kind)} on ${placeInWords(s.platform)}. ${sanctionInWords(s)}.${counted}`
}
