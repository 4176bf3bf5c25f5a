import type { Actor } from './actor.ts'
import { careMatter } from './care-matter.ts'
import { dropPost } from './keep-files.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refreshCase } from './refresh-case.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { raiseSafeguarding } from './safeguarding.ts'

/** How to reach police and Discord about something that may be illegal (C8), for whoever reports or marks it. */
export const WHERE_TO_REPORT = [
  '**If someone is in danger now, call 999.** Otherwise:',
  '• Police: call 101, or report it on police.uk.',
  '• A child who is being abused or pressed online: CEOP, ceop.police.uk/Safety-Centre.',
  '• A sexual image of a child: the Internet Watch Foundation, report.iwf.org.uk; you need not give your name.',
  '• Discord: hold or right-click the post, then *Report Message*. Do this before the post is removed.',
  '**Do not copy, save or pass it on**, not even as evidence: with some images that is an offence by itself.',
].join('\n')

const ACTIONS = { case: 'case.safeguarding', complaint: 'complaint.safeguarding' } as const

/** Asks, before the second press, whether this person may mark the post of a complaint. */
export const mayMarkIllegal = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const may = await markable(clp, s, actor, ref)
    return may.ok ? { ok: true } : may
  })

async function markable(clp: Clp, s: Store, actor: Actor, ref: string) {
  const may = await careMatter(clp, s, actor, ref, ACTIONS)
  if (!may.ok) return may
  if (may.m.kind !== 'complaint' || may.m.file.post === null)
    return refuse({ why: 'not_now', because: 'There is no reported post in this matter.' })
  if (may.m.file.illegal)
    return refuse({ why: 'not_now', because: 'It is marked already. Nothing of it is kept.' })
  return may
}

/**
 * **May be illegal** on a complaint whose post was copied before anybody saw that (C8): the copy and its files are thrown
 * away, only the link is kept, and the alert of C6 is sent.
 */
export const markIllegal = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await markable(clp, s, actor, ref)
    if (!may.ok) return may
    const { m } = may
    if (m.kind !== 'complaint' || m.file.post === null) return refuse({ why: 'no_such_matter' })
    await dropPost(clp, s, ref)
    if (m.file.caseRef !== null) {
      await refreshCase(clp, s, m.file.caseRef)
      // its card shows the evidence, also when it is decided
      await queueCard(clp, s, m.file.caseRef)
    }
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'complaint.may_be_illegal',
      matter: ref,
      line: 'Marked a reported post as perhaps illegal; the copy of it was thrown away',
      subject: m.file.respondent,
    })
    await roomLine(
      clp,
      s,
      ref,
      'The post may be illegal. The copy was thrown away and only its link is kept. Do not copy, save or pass it on.',
    )
    await raiseSafeguarding(clp, s, ref, actor, may.as, '')
    await queueCard(clp, s, ref)
    return { ok: true }
  })
