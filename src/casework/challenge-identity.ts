import { isBlank, quote } from '../letters/plain-text.ts'
import { linkTo } from '../policy/same-person.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { authorise, refuseAndRecord } from './authorise.ts'
import { isRespondent } from './case-people.ts'
import { casesAnew } from './cases-anew.ts'
import { isTold } from './letter-out.ts'
import type { EffectName } from './effects.ts'
import { samePerson } from './identities.ts'
import type { IdentityChallenge, IdentityLink } from './identity-records.ts'
import { waitsForIdentity } from './issue-sanction.ts'
import { aboutLink, keptFromLink, linkOfTask, recordAbout } from './identity-tasks.ts'
import { part } from './part-identities.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { closeTask, raiseTask } from './tasks.ts'
import { tellPerson } from './tell-person.ts'

/** An identity that is taken to be somebody's, as it is put to them. */
export interface TakenToBe {
  identity: string
  name: string
}

/** The other identities that are taken to be the same person's as one, with the names under which they were linked (B3). */
async function takenToBe(s: Store, identity: string): Promise<TakenToBe[]> {
  const links = await s.identityLinks()
  return (await samePerson(s, identity)).slice(1).map((one) => {
    const link = links.find((l) => l.a === one || l.b === one)
    return { identity: one, name: link?.a === one ? link.aName : (link?.bName ?? one) }
  })
}

/** What Discord's own answer may still be on its way for, though the person has read it. */
const WRITTEN: EffectName[] = ['notice', 'letter']

/** The respondent of a case who has been told of it: until then, and for everyone else, the matter does not exist (A6). */
async function toldRespondent(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ file: CaseFile }>> {
  const file = await s.caseFile(ref)
  const told =
    file !== undefined &&
    isRespondent(actor.id, file) &&
    (file.replies.some((r) => r.kind === 'told') ||
      (file.sanction !== null && isTold(file.sanction)) ||
      (await s.openEffects({ target: ref })).some(
        (e) => WRITTEN.includes(e.name) && e.firstAttemptAt !== null,
      ))
  if (told) return { ok: true, file }
  await refuseAndRecord(clp, s, actor, 'identity', ref, { why: 'no_such_matter' })
  return refuse({ why: 'no_such_matter' })
}

/** What the form *That's not me* offers: the identities that are taken to be theirs (B3). */
export const mayChallenge = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ others: TakenToBe[] }>> =>
  clp.transact(async (s): Promise<Result<{ others: TakenToBe[] }>> => {
    const own = await toldRespondent(clp, s, actor, ref)
    if (!own.ok) return own
    const others = await takenToBe(s, actor.id)
    return others.length > 0 ? { ok: true, others } : refuse(NOTHING_LINKED)
  })

const NOTHING_LINKED = {
  why: 'not_now' as const,
  because: 'No other identity is taken to be yours any more, so there is nothing to put right.',
}

/** *That's not me* (B3): someone says that an identity is not theirs. Until that is answered no step that rests on it is signed. */
export const challengeIdentity = (
  clp: Clp,
  actor: Actor,
  ref: string,
  other: string,
  text: string,
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const own = await toldRespondent(clp, s, actor, ref)
    if (!own.ok) return own
    return challenge(clp, s, { ref, by: actor.id, writtenBy: null, actor, as: 'respondent' }, other, text)
  })

/** The same, where they said so in a reply, by e-mail or in person: an admin of the case writes it down (B3, D4). */
export const writeChallenge = (
  clp: Clp,
  actor: Actor,
  ref: string,
  other: string,
  text: string,
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const file = await s.caseFile(ref)
    const may = await authorise(clp, s, actor, 'case.reply', { file, ref })
    if (!may.ok) return may
    const { respondent } = file as CaseFile
    const said = { ref, by: respondent, writtenBy: actor.id, actor, as: may.as }
    return challenge(clp, s, said, other, text)
  })

async function challenge(
  clp: Clp,
  s: Store,
  said: { ref: string; by: string; writtenBy: string | null; actor: Actor; as: string },
  other: string,
  text: string,
): Promise<Result> {
  const link = linkTo(await s.identityLinks(), said.by, other)
  if (!link)
    return refuse(
      said.writtenBy === null
        ? NOTHING_LINKED
        : { why: 'input', problems: ['That identity is not linked with the respondent of this case.'] },
    )
  const [before] = (await s.identityChallenges({ linkId: link.id })).slice(-1)
  if (before)
    return refuse({
      why: 'not_now',
      because:
        before.answeredAt === null
          ? 'That was said already, and an officer who had no part in it is looking at it.'
          : 'That was said before, and answered with reasons. It can still be said in the reply, and in an appeal.',
    })
  const now = clp.clock.now()
  const matter = (await s.caseFile(said.ref)) as CaseFile
  const notFor = await keptFromLink(s, link, [link.proposedBy, link.decidedBy, said.writtenBy])
  await recordAbout(
    clp,
    s,
    said.actor,
    said.as,
    link,
    'challenged',
    'It was said that an identity is not theirs',
    { text },
    said.ref,
  )
  const taskId = await raiseTask(clp, s, {
    kind: 'identity_challenge',
    matter: said.ref,
    offices: ['admin', 'sm_officer'],
    platform: matter.platform,
    subject: link.a,
    notFor,
    about: aboutLink(link.id),
    text: `${said.ref}: the person concerned says that an identity which is taken to be theirs is not. Press *Done* to read what they say, and to answer with reasons. Until then no step that rests on it can be signed.`,
  })
  await s.addIdentityChallenge({
    linkId: link.id,
    at: now,
    by: said.by,
    writtenBy: said.writtenBy,
    matter: said.ref,
    text,
    taskId,
    upheld: null,
    reasons: null,
    answeredBy: null,
    answeredAt: null,
  })
  await holdLetters(clp, s, link)
  await casesAnew(clp, s, link.a)
  return { ok: true }
}

/** Letters that were decided but have not gone out wait for the answer where they rest on the link, or would go by it. */
async function holdLetters(clp: Clp, s: Store, link: IdentityLink): Promise<void> {
  const all = await s.sanctions({ respondent: await samePerson(s, link.a) })
  for (const one of all.filter((x) => x.letterState === 'queued')) {
    const [letter] = await s.openEffects({ name: 'letter', target: one.ref })
    // a letter that may have reached Discord cannot be called back
    if (letter?.firstAttemptAt || !(await waitsForIdentity(s, one, all))) continue
    await s.updateSanction(one.ref, { letterState: 'held' })
    if (letter) await s.finishEffects([letter.id], 'done')
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'letter.held',
      matter: one.ref,
      line: 'The letter waits: it is to be answered first whether an identity is theirs',
      subject: one.respondent,
    })
    await roomLine(clp, s, one.ref, 'The letter waits until it is answered whether an identity is theirs.')
    await queueCard(clp, s, one.ref)
  }
}

/** What was said, for the form of whoever answers it. */
export const challengeText = (
  clp: Clp,
  actor: Actor,
  taskId: number,
): Promise<Result<{ link: IdentityLink; challenge: IdentityChallenge }>> =>
  clp.transact(async (s) => {
    const own = await linkOfTask(clp, s, actor, taskId, ['identity_challenge'])
    if (!own.ok) return own
    const [found] = await s.identityChallenges({ taskId })
    return found ? { ok: true, link: own.link, challenge: found } : refuse({ why: 'no_such_matter' })
  })

/**
 * *Done* on a challenge (B3): an officer who did not link them answers with reasons, which the person is told. Upheld, the
 * link is undone at once; not upheld, what waited for the answer goes on.
 */
export const answerChallenge = (
  clp: Clp,
  actor: Actor,
  taskId: number,
  verdict: string,
  reasons: string,
): Promise<Result<{ upheld: boolean }>> =>
  clp.transact(async (s): Promise<Result<{ upheld: boolean }>> => {
    const own = await linkOfTask(clp, s, actor, taskId, ['identity_challenge'])
    if (!own.ok) return own
    const { task, as, link } = own
    const [found] = await s.identityChallenges({ taskId })
    if (!found) return refuse({ why: 'no_such_matter' })
    const problems: string[] = []
    if (verdict !== 'upheld' && verdict !== 'not_upheld') problems.push('Choose whether they are right.')
    if (isBlank(reasons)) problems.push('Give your reasons. The person is sent them.')
    if (problems.length > 0) return refuse({ why: 'input', problems })
    const upheld = verdict === 'upheld'
    await s.updateIdentityChallenge(found.id, {
      upheld,
      reasons: reasons.trim(),
      answeredBy: actor.id,
      answeredAt: clp.clock.now(),
    })
    await recordAbout(
      clp,
      s,
      actor,
      as,
      link,
      upheld ? 'challenge_upheld' : 'challenge_not_upheld',
      upheld
        ? 'Upheld, with reasons, that an identity is not theirs'
        : 'Did not uphold, with reasons, that an identity is not theirs',
      { reasons: reasons.trim() },
      found.matter,
    )
    await closeTask(clp, s, task, actor, as, upheld ? 'upheld' : 'not upheld')
    if (upheld) await part(clp, s, actor, as, link, 'they said that it is not theirs, and that was upheld')
    else await casesAnew(clp, s, link.a)
    if (found.matter !== null)
      await tellPerson(clp, s, found.matter, found.by, {
        what: 'identity',
        notFor: task.notFor ?? [],
        text: `You said that an identity which was taken to be yours is not. An officer who had no part in that has looked at it.\n${
          upheld
            ? '**You were right.** It is not taken to be yours any more, and what rested on it is worked out anew.'
            : '**It was not upheld.** It is still taken to be yours. You can say why that is wrong in your reply, and in an appeal.'
        }\nThe reasons:\n${quote(reasons, 1000)}\nYou do not have to do anything.`,
      })
    return { ok: true, upheld }
  })
