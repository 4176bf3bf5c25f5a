import type { OwnComplaint } from '../../casework/own-complaints.ts'
import type { Clp } from '../../casework/ports.ts'
import type { ComplainantButtons } from '../../casework/tell-complainants.ts'
import { quote } from '../../letters/plain-text.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { formatDate, londonDate } from '../../policy/calendar.ts'
import { type Answer, type Button, buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'

/** Buttons below a message about someone's own complaint (C2, C7). */
export function ownButtons(serverId: string, ref: string, which: ComplainantButtons): object[] {
  const own: Button[] = [
    { label: 'Add', id: customId('complaint-add', serverId, ref) },
    { label: 'Stop', id: customId('complaint-stop', serverId, ref) },
  ]
  const ec: Button[] = [{ label: 'Take it to the EC', id: customId('appeal', serverId, ref) }]
  return buttons({ own, ec, none: [] }[which])
}

const NEW = 'Make a complaint'

const NATIONAL =
  'It is with the National Complaints team. Nothing is decided here until their answer is known, and you hear from us then.'

/** Five at a time, each a message of its own, so that it is plain which button belongs to which. */
const SHOWN = 5

/** `/complain` for someone who has complained before: their own complaints, and a new one. */
export function ownComplaintsAnswer(clp: Clp, own: OwnComplaint[]): Answer {
  const shown = own.slice(0, SHOWN)
  return {
    content: `**Your complaints**, newest first. To complain of something else press *${NEW}*.`,
    components: buttons([{ label: NEW, id: customId('complaint-new', clp.serverId), style: 'primary' }]),
    more: shown.map((one) => ownComplaint(clp, one)),
  }
}

function ownComplaint(clp: Clp, { file, me, said, told, withNational }: OwnComplaint): MessageBody {
  const head = `**${file.ref}**, since ${formatDate(londonDate(me.at))}`
  const words = said === null ? [] : [quote(said, 300)]
  const open = file.state !== 'closed' && me.stoppedAt === null
  if (open)
    return {
      content: [head, ...words, withNational ? NATIONAL : where({ file })].join('\n'),
      components: ownButtons(clp.serverId, file.ref, 'own'),
    }
  if (me.stoppedAt !== null)
    return { content: [head, ...words, 'You have stopped it. Nothing more is asked of you.'].join('\n') }
  // while safeguarding is asked nobody is told how it ended (C6)
  if (file.safeguarding === 'raised')
    return { content: [head, ...words, 'It is being looked into. You hear from us.'].join('\n') }
  if (me.onDuty || told === null) return { content: [head, ...words, 'It is closed.'].join('\n') }
  return {
    content: `${told}${withNational ? `\n${NATIONAL}` : ''}`.slice(0, 2000),
    components: ownButtons(clp.serverId, file.ref, 'ec'),
  }
}

/** Where it stands, for whoever complained: no word of what the admins discuss. */
function where({ file }: Pick<OwnComplaint, 'file'>): string {
  const next = file.tellAt
    ? ` You hear from us by ${formatDate(londonDate(file.tellAt))} at the latest.`
    : ' You hear from us.'
  if (file.state === 'with_case') return `It is being looked into, and both sides are heard.${next}`
  if (file.state === 'mediating') return `A mediation is being tried.${next}`
  return `It is open. The admins look at it and decide together.${next}`
}
