import type { Effect } from '../../casework/effects.ts'
import { appealMatter } from '../../casework/appeal-people.ts'
import { mayStillState } from '../../casework/appeal-statements.ts'
import { isWithNational } from '../../casework/national.ts'
import { recordAppellantTold } from '../../casework/tell-appellant.ts'
import { noteTold } from '../../casework/told-today.ts'
import { formatDateTime } from '../../policy/calendar.ts'
import type { SayHandler } from '../../outbox/handlers.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { acknowledgement, nobodyMessage, statementMessage, timeMessage } from '../render/appellant.ts'
import { whyNot } from './letters.ts'

type Payload = Extract<Effect, { name: 'appellant-dm' }>['payload']

/** What an appellant is told at once: that it has arrived, what the admins added, that nobody here can handle it (H3, H4). */
export const appellantDm: SayHandler = {
  kind: 'say',
  kept: true,
  // that it has arrived is the answer to their own press
  inHours: (e) => (e.payload as Payload).what !== 'lodged',
  async prepare(clp, s, e) {
    const news = e.payload as Payload
    const file = (await appealMatter(s, e.target))?.file
    // withdrawn or decided before it could be said
    if (!file || (file.state === 'closed' && news.what !== 'lodged')) return null
    const { policy } = clp.config
    let said: MessageBody
    if (news.what === 'statement') {
      const text = file.texts.find((t) => t.kind === 'statement' && t.by === news.by && t.at === news.at)
      if (!text) return null
      said = statementMessage(clp.serverId, file, text, policy)
    } else if (news.what === 'time') {
      if (file.state !== 'answering') return null
      said = timeMessage(clp.serverId, file, await isWithNational(s, file.ref), policy)
    } else
      said =
        news.what === 'lodged' ? acknowledgement(clp.serverId, file, policy) : nobodyMessage(file, policy)
    return {
      to: { dm: news.userId },
      body: (mark) => ({ ...said, content: `${said.content}\n-# ${policy.clp.name} · ${mark}` }),
    }
  },
  delivered: (clp, s, e) => recordAppellantTold(clp, s, e.target, (e.payload as Payload).what, true),
  async refused(clp, s, e, f) {
    await recordAppellantTold(clp, s, e.target, (e.payload as Payload).what, false, whyNot(f))
    return 'give_up'
  },
}

/** An admin is asked whether they want to add to their statement (H4): references only, everything else by its buttons. */
export const statementAsk: SayHandler = {
  kind: 'say',
  inHours: true,
  async prepare(clp, s, e) {
    const { userId } = e.payload as { userId: string }
    const m = await appealMatter(s, e.target)
    if (!m || !(await mayStillState(clp, s, m, userId))) return null
    const { ref, about, statementsUntil } = m.file
    const id = (name: string) => customId(name, clp.serverId, ref)
    return {
      to: { dm: userId },
      body: (mark) => ({
        content: [
          `**${ref}**: an appeal against what was decided in ${about} was put to the EC.`,
          `The signed file is the statement of the admins. If you want to add to it you can, once, until ${formatDateTime(statementsUntil ?? clp.clock.now())}. The appellant is sent what you write and may answer; the EC reads both.`,
          `-# ${clp.config.policy.clp.name} · ${mark}`,
        ].join('\n'),
        components: buttons([
          { label: 'Add a statement', id: id('appeal-state'), style: 'primary' },
          { label: 'Nothing to add', id: id('appeal-nothing') },
          { label: 'Read the appeal', id: id('appeal-grounds') },
        ]),
      }),
    }
  },
  delivered: (clp, s, e) => noteTold(clp, s, (e.payload as { userId: string }).userId, { ref: e.target }),
  refused: async () => 'give_up',
}
