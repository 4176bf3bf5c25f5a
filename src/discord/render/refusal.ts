import { AUTHORITY } from '../../policy/authority.ts'
import { formatDateTime } from '../../policy/calendar.ts'
import { type Office, OFFICES } from '../../policy/offices.ts'
import { officeInWords } from '../../casework/appoint.ts'
import type { Refusal } from '../../casework/refusal.ts'
import { complaintInWords } from './complaint-words.ts'
import { stateInWords } from './words.ts'

/** Why something was not done, and what to do about it, in plain English. Never what someone may not know (A6). */
export function refusalText(r: Refusal): string {
  switch (r.why) {
    case 'no_such_matter':
      return 'There is nothing with that reference that you can see. Check the reference, or ask another officer.'
    case 'not_authorised':
      return `That is not yours to do. ${whoMay(r.action)}`
    case 'own_proposal':
      return 'You put this case to the admins, so another admin has to agree to ask. Nobody decides alone.'
    case 'already_did':
      return (
        {
          extended: 'You have asked for more time already. The closing time in the message above holds.',
          sign: 'You have signed this already.',
          dont_sign:
            'You have said already that you do not sign. Press *Sign* if you have changed your mind.',
          keep: 'You have said already that you would keep the decision. Press *Take it back* if you have changed your mind.',
          take_back:
            'You have said already that you would take it back. Press *Keep the decision* if you have changed your mind.',
          deemed: 'You have pressed this already. A second person has to press it too.',
        }[r.what] ?? 'You have done that already.'
      )
    case 'moved_on':
      return `This has moved on since. Where it stands now: ${stateInWords({ state: r.state, outcome: r.outcome as never })}.`
    case 'complaint_moved_on':
      return `This has moved on since. Where it stands now: ${complaintInWords(r)}.`
    case 'proposal_changed':
      return 'The proposal has changed since that card was drawn. Read the card as it is now, then press again.'
    case 'letter_changed':
      return 'The letter has changed since that card was drawn. Read the card as it is now, then press again.'
    case 'reply_open':
      return r.closesAt
        ? `The person concerned still has time to reply, until ${formatDateTime(r.closesAt)}. You can sign after that.`
        : 'The person concerned still has time to reply. You can sign after that.'
    case 'under_appeal':
      return `This step relies on ${r.refs.join(' and ')}, which is under appeal. It can be signed when the appeal is decided.`
    case 'needs_naming':
      return 'This case is about someone who holds an office, so only people whom the Secretary names can sign it.'
    case 'input':
      return r.problems.length === 1
        ? (r.problems[0] as string)
        : `Some things are not right yet:\n${r.problems.map((p) => `• ${p}`).join('\n')}`
    case 'draft_gone':
      return 'That draft is not there any more. Start again with `/warn`, or look under `/case list`.'
    case 'already_used':
      return `That was done already: it is ${r.ref}. See it with \`/case view\`.`
    case 'form_sent':
      return `You have sent that form already, and it was done once${r.ref === null ? '' : `: see ${r.ref}`}. Nothing more was changed.`
    case 'done_before':
      return `That was done already${r.by ? ` by <@${r.by}>` : ''} on ${formatDateTime(r.at)}.`
    case 'not_now':
      return r.because
    case 'appointment':
      return appointmentText(r.problem)
    default:
      return r satisfies never
  }
}

const ARTICLE: Record<Office, string> = {
  chair: 'the',
  secretary: 'the',
  sm_officer: 'the',
  admin: 'an',
  moderator: 'a',
  ec_member: 'an',
  trusted_ec_officer: 'a',
}

/** Who may do it, read from the one table. */
function whoMay(action: keyof typeof AUTHORITY): string {
  const p = AUTHORITY[action]
  if (p.by === 'everyone') return ''
  const names = [...new Set([...p.own, ...p.any])]
    .sort((a, b) => OFFICES.indexOf(a) - OFFICES.indexOf(b))
    .map((o) => `${ARTICLE[o]} ${officeInWords(o)}`)
  if (p.owner) names.push("the server's owner")
  const list =
    names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : (names[0] ?? 'nobody')
  return `It can be done by ${list}. If you hold such an office, ask the Secretary to check \`/officer list\`.`
}

function appointmentText(p: Extract<Refusal, { why: 'appointment' }>['problem']): string {
  switch (p.why) {
    case 'no_office':
      return 'The Secretary or the Chair appoint and end appointments. Ask one of them.'
    case 'only_owner':
      return "Until a Secretary is appointed, only the server's owner can appoint. Ask them to appoint the Secretary first."
    case 'owner_no_longer':
      return 'There is a Secretary or a Chair, and they appoint from now on. Ask one of them.'
    case 'owner_may_only_appoint':
      return 'You can appoint a new Secretary; they can then end appointments.'
    case 'notice_needed':
      return 'There is no Secretary and no Chair. All officers have now been given seven days’ notice; try again after that.'
    case 'notice_running':
      return `All officers were given seven days’ notice. You can appoint from ${formatDateTime(p.until)}.`
    case 'minute_needed':
      return 'Give the reference of the minute in which this was decided, in the option *minute*.'
    case 'successor_needed':
      return 'This is the only Secretary. Appoint a successor first, then end this appointment.'
    case 'conflicted':
      return 'You cannot make or end this appointment at the moment. Ask the other of Secretary and Chair.'
    case 'platform_needed':
      return 'Admins and moderators are appointed for a platform. Choose it in the option *platform*.'
    case 'platform_not_needed':
      return 'This office is not held for one platform. Leave the option *platform* out.'
    case 'person_needed':
      return 'Choose the person. Only EC members can be registered by name alone.'
    case 'already_held':
      return 'This person holds that office already. See `/officer list`.'
    case 'not_held':
      return 'Nobody holds that office in that way at the moment. See `/officer list`.'
    default:
      return p satisfies never
  }
}
