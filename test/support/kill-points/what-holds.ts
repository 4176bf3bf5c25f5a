import type { PracticeDiscord } from '../../../src/practice/discord/practice-discord.ts'
import type { SmallClp } from '../../../src/practice/small-clp.ts'
import { formatDate, londonDate } from '../../../src/policy/calendar.ts'
import { parseLogPost } from '../../../src/register/log-line.ts'
import { isGathered } from '../../../src/register/log-post.ts'
import type { Facts } from './facts.ts'

const BAN = 22

/** What must hold after any run, killed or not; one line for each thing that does not. */
export function whatDoesNotHold(discord: PracticeDiscord, clp: SmallClp, facts: Facts): string[] {
  return [
    ...facts.open.map((e) => `an effect was left open: ${e}`),
    ...brokenLog(discord, clp, facts),
    ...wrongLetters(discord, clp, facts),
    ...wrongInvitations(discord, clp),
    ...discord.bugs.map((bug) => `the practice Discord made a mistake: ${String(bug)}`),
    ...discord.unknownRoutes.map((route) => `nothing answers ${route}`),
  ]
}

/** J2: every entry once, in order, without gaps; refusals and deliveries gathered by day, those of today still to come. */
function brokenLog(discord: PracticeDiscord, clp: SmallClp, { entries }: Facts): string[] {
  const problems: string[] = []
  const posts = discord.messages(clp.channels.log).map((m) => m.content)
  const numbers = (gathered: boolean) =>
    posts
      .filter((post) => post.startsWith('Refusals and deliveries of') === gathered)
      .flatMap((post) => parseLogPost(post).map((line) => line.n))
  const today = londonDate(discord.clock.now().toISOString())
  const wanted = (gathered: boolean) =>
    entries
      .filter(({ content }) => content !== null && isGathered(content.action) === gathered)
      .filter(({ content }) => !gathered || londonDate(content?.at ?? '') < today)
      .map(({ n }) => n)
  for (const gathered of [false, true]) {
    const [want, got] = [wanted(gathered).join(' '), numbers(gathered).join(' ')]
    if (want !== got)
      problems.push(`log, ${gathered ? 'gathered' : 'immediate'} lines: ${got}; they should be ${want}`)
  }
  for (const [i, { n }] of entries.entries()) if (n !== i + 1) problems.push(`entry ${i + 1} has number ${n}`)
  return problems
}

/** F3, G4: every letter is there once, with the dates that the register counts by, and before its ban. */
function wrongLetters(discord: PracticeDiscord, clp: SmallClp, { sanctions }: Facts): string[] {
  const problems: string[] = []
  const guild = discord.world.guild(clp.guild)
  const dm = discord.dm(clp.members[0] as string)
  const bans = guild.auditLog.filter((e) => e.actionType === BAN && e.userId === clp.bot.id)
  for (const s of sanctions) {
    const letters = dm.filter((m) =>
      m.buttons.some((b) => b.customId?.startsWith(`letter-read:${clp.guild}:${s.ref}`)),
    )
    const letter = letters[0]
    if (letters.length !== 1 || letter === undefined) {
      problems.push(`${letters.length} letters of ${s.ref}`)
      continue
    }
    if (letter.id !== s.dmMessageId) problems.push(`the register knows another letter of ${s.ref}`)
    if (londonDate(letter.sentAt.toISOString()) !== s.letterDate)
      problems.push(`${s.ref} is dated ${s.letterDate}, but was sent at ${letter.sentAt.toISOString()}`)
    const edited = letter.editedAt !== null
    const text = `${edited ? '' : letter.content}\n${letter.files.map((f) => f.text).join('\n')}`
    for (const date of [s.letterDate, s.firstDay, s.lastDay])
      if (date !== null && !text.includes(formatDate(date)))
        problems.push(`the letter of ${s.ref} does not say ${date}`)
    const ban = bans.filter((e) => e.reason === s.ref)
    if (ban.length > 1) problems.push(`${ban.length} bans for ${s.ref}`)
    if (ban[0] !== undefined && BigInt(ban[0].id) < BigInt(letter.id))
      problems.push(`the ban of ${s.ref} came before its letter`)
    if (s.letterState !== 'delivered') problems.push(`the letter of ${s.ref} is ${s.letterState}`)
    if (edited && !/discord\.gg\//.test(letter.content))
      problems.push(`the edited letter of ${s.ref} lacks its invitation`)
  }
  return problems
}

/** G4: the invitation in the letter is one that works. */
function wrongInvitations(discord: PracticeDiscord, clp: SmallClp): string[] {
  const { invites } = discord.world.guild(clp.guild)
  return discord.dm(clp.members[0] as string).flatMap((m) => {
    const code = /discord\.gg\/([\w-]+)/.exec(m.content)?.[1]
    return code === undefined || invites.has(code) ? [] : [`the invitation ${code} does not work`]
  })
}
