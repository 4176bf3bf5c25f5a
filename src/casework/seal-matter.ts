import { BOT } from './actor.ts'
import { type Matter, type MatterKind, matterOf, updateRoom } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'

/**
 * Somebody with a conflict could open the room, so there is none: the matter is sealed, and who may see it is told by
 * DM with the reference only, and reads and acts in answers that only they see (A7). Once sealed it stays so.
 */
export async function sealMatter(clp: Clp, s: Store, ref: string, viewers: string[]): Promise<void> {
  const matter = await matterOf(clp, s, ref)
  if (!matter) return
  const { sealed, roomPeople } = matter.room
  const fresh = sealed ? viewers.filter((p) => !roomPeople.includes(p)) : viewers
  await updateRoom(s, ref, { sealed: true, threadId: null, cardMessageId: null, roomPeople: viewers })
  if (!sealed)
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: `${matter.kind}.sealed`,
      matter: ref,
      line: 'The matter is sealed and has no room',
      subject: matter.subject,
    })
  await tell(clp, s, matter, fresh, `**${ref}** is for you to look at.`)
}

/** News in a sealed matter, to those who may see it now: the reference and no more (A7). */
export const tellSealed = (clp: Clp, s: Store, matter: Matter): Promise<void> =>
  tell(clp, s, matter, matter.viewers, `There is news in **${matter.ref}**.`)

/**
 * Somebody was let into a room that was there already: as a stand-in, or because they came into office. They are told,
 * with the reference only (D7); who was named to sign has heard of that.
 */
export async function tellNewcomers(clp: Clp, s: Store, matter: Matter, people: string[]): Promise<void> {
  const now = clp.clock.now()
  const named = (await s.caseFile(matter.ref))?.namedSigners ?? []
  const text = `**${matter.ref}** is for you to look at: you are in its room now. Its card says where it stands, and whether it waits for you.`
  for (const userId of people.filter((p) => !named.includes(p)))
    await s.addEffect(
      { name: 'officer-dm', lane: `officer:${userId}`, target: matter.ref, payload: { userId, text } },
      now,
      now,
    )
}

/** The command that shows a matter privately. */
export const VIEW_COMMAND: Record<MatterKind, string> = {
  case: '/case view',
  complaint: '/complaint view',
  appeal: '/appeals view',
}

async function tell(
  clp: Clp,
  s: Store,
  { ref, kind }: Matter,
  people: string[],
  first: string,
): Promise<void> {
  const now = clp.clock.now()
  const text = `${first} It is sealed, so it has no room: use \`${VIEW_COMMAND[kind]} ref:${ref}\` on the server. Only you see the answer.`
  for (const userId of people)
    await s.addEffect(
      { name: 'officer-dm', lane: `officer:${userId}`, target: ref, payload: { userId, text } },
      now,
      now,
    )
}
