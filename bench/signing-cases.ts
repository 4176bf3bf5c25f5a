import { agreeToAsk } from '../src/casework/agree-to-ask.ts'
import { cardView } from '../src/casework/case-view.ts'
import { putToAdmins } from '../src/casework/open-case.ts'
import type { Clp } from '../src/casework/ports.ts'
import { recordNoticeDelivered } from '../src/casework/record-delivery.ts'
import { pressReply } from '../src/casework/record-reply.ts'
import { changeWarnDraft, startWarnDraft } from '../src/casework/warn-draft.ts'
import { card } from '../src/discord/render/card.ts'
import { sendMessage } from '../src/practice/discord/messages.ts'
import type { PracticeDiscord } from '../src/practice/discord/practice-discord.ts'
import { addToThread, startThread } from '../src/practice/discord/threads.ts'
import type { SmallClp } from '../src/practice/small-clp.ts'
import type { Signable } from './rounds.ts'

/** A case about each person, heard and waiting for signatures, with its room and its card. */
export async function addSigningCases(
  discord: PracticeDiscord,
  clp: SmallClp,
  casework: Clp,
  people: readonly string[],
): Promise<Signable[]> {
  const made: Signable[] = []
  for (const person of people) {
    const ref = await caseAbout(casework, clp, person)
    made.push(await roomOf(discord, clp, casework, ref))
  }
  return made
}

async function caseAbout(casework: Clp, { admins }: SmallClp, person: string): Promise<string> {
  const [ada, ben] = [
    { id: admins[0], name: 'Ada Bell' },
    { id: admins[1], name: 'Ben Cole' },
  ]
  const draft = must(
    await startWarnDraft(casework, ada, { respondent: person, respondentName: 'Robin', isBot: false }),
  ).draft
  must(
    await changeWarnDraft(casework, ada, draft.id, {
      what: 'Called another member a liar and a crook, twice, in the thread about the vote.',
      when: '1 March 2026',
      rules: ['personal-attacks'],
      evidence: 'A screenshot was seen by two members.',
    }),
  )
  const { ref } = must(await putToAdmins(casework, ada, draft.id))
  must(await agreeToAsk(casework, ben, ref))
  await casework.transact((s) => recordNoticeDelivered(casework, s, ref, casework.clock.now()))
  must(await pressReply(casework, { id: person, name: 'Robin' }, ref, 'thats_all'))
  return ref
}

/** The room as the bot would have made it. */
const roomOf = (discord: PracticeDiscord, clp: SmallClp, casework: Clp, ref: string): Promise<Signable> =>
  casework.transact(async (s) => {
    const view = await cardView(casework, s, ref)
    const parent = discord.world.channel(clp.channels.rooms)
    if (view === null || parent.kind !== 'guild') throw new Error('no case, or no channel for its room')
    const room = startThread(discord.world, clp.bot.id, parent, {
      name: ref,
      type: 12,
      invitable: false,
      auto_archive_duration: 10_080,
    })
    for (const person of view.viewers) addToThread(discord.world, clp.bot.id, room, person)
    const body = card(clp.guild, view, casework.clock.now())
    const { id } = sendMessage(discord.world, clp.bot.id, room, body as Parameters<typeof sendMessage>[3])
    await s.updateCase(ref, { threadId: room.id, cardMessageId: id, roomPeople: view.viewers })
    const shown = discord.messages(room.id).find((message) => message.id === id)
    const signId = shown?.buttons.find((button) => button.label === 'Sign')?.customId
    if (shown === undefined || signId === undefined) throw new Error(`${ref} cannot be signed`)
    return { card: shown, signId }
  })

function must<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result)}`)
  return result as Extract<T, { ok: true }>
}
