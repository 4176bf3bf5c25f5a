import { BOT } from './actor.ts'
import { mayView } from './case-people.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'

/** Everyone who must not be able to open the room of a case: the respondent and whoever has a conflict in it (A5, A7). */
export const keptOut = (file: CaseFile): string[] => [
  ...new Set([
    ...(file.platform === 'discord' ? [file.respondent] : []),
    ...file.involvements.map((i) => i.person),
  ]),
]

/**
 * Somebody with a conflict could open the room, so there is none: the matter is sealed, and who may see it is told by
 * DM with the reference only, and reads and acts in answers that only they see (A7). Once sealed it stays so.
 */
export async function sealMatter(clp: Clp, s: Store, ref: string, viewers: string[]): Promise<void> {
  const file = await s.caseFile(ref)
  if (!file) return
  const fresh = file.sealed ? viewers.filter((p) => !file.roomPeople.includes(p)) : viewers
  await s.updateCase(ref, { sealed: true, threadId: null, cardMessageId: null, roomPeople: viewers })
  if (!file.sealed)
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'case.sealed',
      matter: ref,
      line: 'The matter is sealed and has no room',
      subject: file.respondent,
    })
  await tell(clp, s, ref, fresh, `**${ref}** is for you to look at.`)
}

/** News in a sealed matter, to those who may see it now: the reference and no more (A7). */
export async function tellSealed(clp: Clp, s: Store, file: CaseFile): Promise<void> {
  const viewers = mayView(clp, file, await s.holdings(), clp.clock.now())
  await tell(clp, s, file.ref, viewers, `There is news in **${file.ref}**.`)
}

async function tell(clp: Clp, s: Store, ref: string, people: string[], first: string): Promise<void> {
  const now = clp.clock.now()
  const text = `${first} It is sealed, so it has no room: use \`/case view ref:${ref}\` on the server. Only you see the answer.`
  for (const userId of people)
    await s.addEffect(
      { name: 'officer-dm', lane: `officer:${userId}`, target: ref, payload: { userId, text } },
      now,
      now,
    )
}
