import type { SmallClp } from '../practice/small-clp.ts'
import {
  agree,
  cardWith,
  dmWith,
  dontSign,
  insist,
  openCase,
  type Part,
  playParts,
  reply,
  roomOf,
  sign,
  type Stage,
  verifyByCommand,
} from './story.ts'

/** What must hold at the end of the story, for whoever checks it. */
export interface Told {
  refs: [string, string, string]
  robin: string
}

const at = (day: string) => `${day}T10:00:00.000Z`

/** The whole story in its parts. Begins on 2 March 2026. */
export const MAIN_STORY: readonly Part[] = [
  { name: 'warning', begins: null, play: warning },
  { name: 'ban', begins: at('2026-05-11'), play: ban },
  { name: 'return', begins: at('2026-06-10'), play: comesBack },
  { name: 'lifetime ban', begins: at('2026-08-03'), play: lifetimeBan },
  { name: 'log', begins: at('2026-08-19'), play: lastOfIt },
]

/**
 * Tells the whole story: a warning; a second breach within the year with both sides heard, a signer who does not sign and a
 * 30-day ban; its end; carrying on, and a lifetime ban; the register verified.
 */
export async function tellMainStory(stage: Stage): Promise<Told> {
  const refs = await playParts(stage, MAIN_STORY)
  return { refs: refs as Told['refs'], robin: stage.clp.members[0] as string }
}

const cast = (stage: Stage, clp: SmallClp = stage.clp) => {
  const [ada, ben, cleo] = clp.admins.map((id) => stage.discord.as(id)) as [
    ReturnType<typeof stage.discord.as>,
    ReturnType<typeof stage.discord.as>,
    ReturnType<typeof stage.discord.as>,
  ]
  return { ada, ben, cleo, robin: stage.discord.as(clp.members[0] as string) }
}

async function warning(stage: Stage): Promise<string> {
  const { ada, ben, robin } = cast(stage)
  const ref = await openCase(stage, ada, robin.id, {
    what: 'Called another member a liar and a crook.',
    when: '1 March 2026',
  })
  const notice = await agree(stage, ben, robin.id, ref)
  await reply(stage, robin, notice, 'I was angry about the vote. I should not have put it like that.')
  await sign(stage, 'Ada', ada, ref)
  await sign(stage, 'Ben', ben, ref)
  const letter = await dmWith(stage, robin.id, "I've read this", ref)
  stage.tell('Robin', 'gets the letter', letter.content)
  const read = await insist(stage, () => robin.press(letter, "I've read this"))
  stage.tell('Robin', "presses I've read this", read.text)
  return ref
}

async function ban(stage: Stage): Promise<string> {
  const { discord, clp } = stage
  const { ada, ben, cleo, robin } = cast(stage)
  const ref = await openCase(stage, ada, robin.id, {
    what: 'Called the same member a parasite, twice.',
    when: '10 May 2026 at 21:15',
  })
  const notice = await agree(stage, ben, robin.id, ref)
  await reply(stage, robin, notice, 'He started it.')
  await dontSign(stage, 'Cleo', cleo, ref, 'I think that mediation should come first.')
  await sign(stage, 'Ada', ada, ref)
  await sign(stage, 'Ben', ben, ref)
  const letter = await dmWith(stage, robin.id, "I've read this", ref)
  stage.tell('Robin', 'gets the letter, before the ban', letter.content)
  await discord.waitFor(() => discord.bans(clp.guild).some((b) => b.userId === robin.id), 'the ban')
  stage.tell('Discord', 'shows the list of bans', JSON.stringify(discord.bans(clp.guild)))
  return ref
}

async function comesBack(stage: Stage, [, ref = '']: readonly string[]): Promise<undefined> {
  const { discord, clp } = stage
  const { robin } = cast(stage)
  await discord.waitFor(
    () => !discord.bans(clp.guild).some((b) => b.userId === robin.id),
    'the end of the ban',
  )
  const letter = await discord.waitFor(
    () =>
      discord
        .dm(robin.id)
        .find(
          (m) => m.content.includes(ref) && /come back/i.test(m.content) && m.content.includes('discord.gg'),
        ),
    'You can come back',
  )
  stage.tell('Robin', 'finds the letter edited on the day', letter.content)
  robin.join(clp.guild)
}

async function lifetimeBan(stage: Stage): Promise<string> {
  const { discord, clp } = stage
  const { ada, ben, robin } = cast(stage)
  const ref = await openCase(stage, ada, robin.id, {
    what: 'Called the same member a parasite again and told others to shun him.',
    when: '2 August 2026 at 20:00',
    finding: 'The same member was attacked in the same words as before the ban.',
  })
  await agree(stage, ben, robin.id, ref)
  discord.clock.advanceTo(at('2026-08-18'))
  stage.tell('Robin', 'says nothing in fourteen days', 'Silence is not guilt; sign-off opens.')
  await cardWith(stage, ref, 'Sign')
  await sign(stage, 'Ada', ada, ref)
  await sign(stage, 'Ben', ben, ref)
  const letter = await dmWith(stage, robin.id, "I've read this", ref)
  stage.tell('Robin', 'gets the letter', letter.content)
  await discord.waitFor(() => discord.bans(clp.guild).some((b) => b.userId === robin.id), 'the lifetime ban')
  await discord.waitFor(
    () => discord.messages(clp.channels.log).some((m) => m.content.includes('The lifetime ban is in force')),
    'the last line',
  )
  await roomOf(stage, ref)
  return ref
}

/** The day after: deliveries are gathered, and the Secretary reads the log and has the register verified. */
async function lastOfIt(stage: Stage): Promise<undefined> {
  const { discord, clp } = stage
  await discord.waitFor(
    () =>
      discord
        .messages(clp.channels.log)
        .some((m) => m.content.startsWith('Refusals and deliveries of 18 August 2026')),
    'the gathered post of the day before',
  )
  const log = discord.messages(clp.channels.log).map((m) => m.content)
  stage.tell('Sheila, the Secretary', 'reads the log channel', log.join('\n'))
  await verifyByCommand(stage)
}
