import { DISCORD } from '../policy/platform.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { careMatter, type CareMatter } from './care-matter.ts'
import { postsOf } from './care-view.ts'
import { matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { raiseTask } from './tasks.ts'

/** A post of this server that a matter is about. */
export interface MatterPost {
  channelId: string
  messageId: string
  link: string
}

const ACTIONS = { case: 'complaint.remove_post', complaint: 'complaint.remove_post' } as const

/** The posts that could be removed, for someone who may: asked before the second press (C8). */
export const postsToRemove = (
  clp: Clp,
  actor: Actor,
  ref: string,
): Promise<Result<{ posts: MatterPost[]; illegal: boolean }>> =>
  clp.transact(async (s) => {
    const may = await careMatter(clp, s, actor, ref, ACTIONS)
    if (!may.ok) return may
    const { m } = may
    const posts = inMatter(clp, m)
    if (posts.length === 0) return refuse(noneIn(m))
    const before = removed(m)
    return before ?? { ok: true, posts, illegal: m.kind === 'complaint' && m.file.illegal }
  })

const noneIn = ({ file: { platform } }: CareMatter): Refusal => ({
  why: 'not_now',
  because:
    platform === DISCORD
      ? 'No post on this server belongs to this matter, so there is nothing to remove here.'
      : `No post on this server belongs to this matter, so there is nothing to remove here. What is on ${platform} its admins hide or delete there by hand; that is no sanction.`,
})

const inMatter = (clp: Clp, m: CareMatter): MatterPost[] =>
  m.kind === 'case' ? postsOf(clp, m.file) : m.file.post === null ? [] : [m.file.post]

/** What has become of the post already, for whoever presses again. */
function removed(m: CareMatter) {
  const before = m.kind === 'complaint' ? m.file.removal : null
  if (!before || before.state === 'failed') return null
  return before.state === 'asked'
    ? refuse({ why: 'not_now', because: 'The bot is removing this post at this moment.' })
    : refuse({ why: 'done_before', by: before.by, at: before.at })
}

/**
 * *Remove post*, pressed a second time (C8): the bot deletes the reported post. That is no sanction and says nothing of
 * who was right; the copy that was kept stays with the matter.
 */
export const removePost = (clp: Clp, actor: Actor, ref: string, messageId: string): Promise<Result> =>
  clp.transact(async (s) => {
    const may = await careMatter(clp, s, actor, ref, ACTIONS)
    if (!may.ok) return may
    const { m } = may
    const post = inMatter(clp, m).find((p) => p.messageId === messageId)
    if (!post) return refuse(noneIn(m))
    const before = removed(m)
    if (before) return before
    const { channelId } = post
    const now = clp.clock.now()
    const target = `${ref}/${channelId}/${messageId}`
    if ((await s.openEffects({ name: 'remove-post', target })).length > 0)
      return refuse({ why: 'not_now', because: 'The bot is removing this post at this moment.' })
    if (m.kind === 'complaint')
      await s.updateComplaint(ref, { removal: { by: actor.id, at: now, state: 'asked' } })
    await record(clp, s, {
      actor,
      as: may.as,
      action: `${m.kind}.remove_post`,
      matter: ref,
      line: 'Asked the bot to remove a reported post',
      details: { link: post.link },
      subject: m.file.respondent,
    })
    await s.addEffect(
      { name: 'remove-post', lane: `post:${messageId}`, target, payload: { ref, channelId, messageId } },
      now,
      now,
    )
    await queueCard(clp, s, ref)
    return { ok: true }
  })

const BECAME = {
  removed: { line: 'A reported post was removed', room: 'The post was removed. That is no sanction.' },
  gone: {
    line: 'A reported post was gone already',
    room: 'The post was gone already when it was to be removed.',
  },
  failed: {
    line: 'A reported post could not be removed',
    room: 'The bot may not remove the post: it lacks *Manage Messages* in that channel. There is a task to remove it by hand.',
  },
}

/** What became of the post (C8). Where the bot may not, people remove it by hand. */
export async function recordRemoval(
  clp: Clp,
  s: Store,
  post: { ref: string; messageId: string },
  state: keyof typeof BECAME,
  why = '',
): Promise<void> {
  const { ref } = post
  const matter = await matterOf(clp, s, ref)
  if (!matter) return
  const complaint = await s.complaintFile(ref)
  if (complaint?.removal) await s.updateComplaint(ref, { removal: { ...complaint.removal, state } })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: `delivery.post_${state}`,
    matter: ref,
    line: BECAME[state].line,
    details: { message: post.messageId, why },
    subject: matter.subject,
  })
  await roomLine(clp, s, ref, BECAME[state].room)
  if (state === 'failed')
    await raiseTask(clp, s, {
      kind: 'post_trouble',
      matter: ref,
      offices: ['admin', 'sm_officer'],
      platform: matter.platform,
      subject: matter.subject,
      text: `${ref}: the bot may not remove the post that this is about. Someone with *Manage Messages* removes it by hand; its link stands under *Read all*. Then press *Done*.`,
    })
  await queueCard(clp, s, ref)
}
