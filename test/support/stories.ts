import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../src/practice/discord/seen.ts'
import { agree, cardWith, dmWith, openCase, roomOf, type Stage } from '../../src/practice-mode/story.ts'
import { clpFile } from '../../src/storage/data-folder.ts'
import { verifyFile } from '../../src/storage/verify-file.ts'
import type { Clp } from './clp.ts'
import { keyOf, readRegister } from './read-register.ts'

export { cardWith, dmWith, reply, roomOf } from '../../src/practice-mode/story.ts'

/** The pieces of stories, played on a CLP of the tests. */
export const stage = (clp: Clp): Stage => ({
  discord: clp.discord,
  clp,
  tell: () => undefined,
  botBack: () => Promise.resolve(),
})

/** What a case is opened with; what is left out is of no matter to the test. */
export interface About {
  what?: string
  when?: string
  finding?: string
}

/** Names for the people of the small CLP. */
export function cast(clp: Clp) {
  const [ada, ben, cleo] = clp.admins.map((id) => clp.as(id)) as [Person, Person, Person]
  return {
    ada,
    ben,
    cleo,
    secretary: clp.as(clp.secretary),
    chair: clp.as(clp.chair),
    smOfficer: clp.as(clp.smOfficer),
    owner: clp.as(clp.owner),
    ec: clp.ec.map((id) => clp.as(id)) as [Person, Person, Person, Person, Person],
    member: (n: number) => clp.as(clp.members[n] as string),
  }
}

/** How many were made by `someone`, so that everybody's username is their own. */
let made = 0

/** A member of the server whom no other test has to do with. */
export function someone(clp: Clp, name = 'Robin Ashdown'): Person {
  const { id } = clp.discord.addUser({ username: `someone${++made}`, name })
  clp.discord.addMember(clp.guild, id)
  return clp.as(id)
}

/** `/officer appoint` or `end`, with a minute. */
export const office = (clp: Clp, by: Person, what: 'appoint' | 'end', q: Record<string, string>) =>
  by.slash({ guild: clp.guild }, `officer ${what}`, { minute: 'EC 2026/9', ...q })

/** An admin beside Ada, Ben and Cleo, whose office a test can end. */
export async function newAdmin(clp: Clp): Promise<Person> {
  const dee = someone(clp, 'Dee Marlow')
  const { roles } = clp.discord.world.guild(clp.guild)
  const role = [...roles].find(([, { name }]) => name === 'Officers')?.[0] ?? ''
  clp.discord.giveRole(clp.guild, dee.id, role)
  const asAdmin = { office: 'admin', person: dee.id, platform: 'discord' }
  expect((await office(clp, cast(clp).secretary, 'appoint', asAdmin)).text).toContain('is now admin')
  return dee
}

/** Today and the days after it as letters write them, seen from the moment at which this is called. */
export function calendarOf(clp: Clp): (days: number, how?: { weekday: 'long' }) => string {
  const today = clp.discord.clock.now().toTemporalInstant().toZonedDateTimeISO('Europe/London').toPlainDate()
  return (days, how = undefined) =>
    today
      .add({ days })
      .toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', ...how })
      .replace(',', '')
}

/** Ada opens a case. */
export const opened = (
  clp: Clp,
  about: Person,
  { what = 'Called a member a crook.', when = 'yesterday', finding }: About = {},
): Promise<string> =>
  openCase(stage(clp), cast(clp).ada, about.id, { what, when, ...(finding === undefined ? {} : { finding }) })

/** Ada opens a case and Ben agrees to ask; gives the notice too. */
export async function asked(
  clp: Clp,
  about: Person,
  how: About = {},
): Promise<{ ref: string; notice: SeenMessage }> {
  const ref = await opened(clp, about, how)
  return { ref, notice: await agree(stage(clp), cast(clp).ben, about.id, ref) }
}

/** They press *I don't want to reply* twice, so that sign-off opens at once. */
export async function wontReply(about: Person, notice: SeenMessage): Promise<void> {
  const first = await about.press(notice, "I don't want to reply")
  expect(first.text).toContain('silence is not guilt')
  const second = await about.press(first, "I don't want to reply")
  expect(second.text).toContain('That is noted')
}

/** A case whose sign-off is open. */
export async function heard(clp: Clp, about: Person, how: About = {}): Promise<string> {
  const { ref, notice } = await asked(clp, about, how)
  await wontReply(about, notice)
  await cardWith(stage(clp), ref, 'Sign')
  return ref
}

/** *Sign* by someone, on the card as it stands. */
export const signs = async (clp: Clp, who: Person, ref: string): Promise<Answer> =>
  who.press(await cardWith(stage(clp), ref, 'Sign'), 'Sign')

/** Ada and Ben sign. */
export async function bothSign(clp: Clp, ref: string): Promise<void> {
  const { ada, ben } = cast(clp)
  await signs(clp, ada, ref)
  expect((await signs(clp, ben, ref)).text).toContain('it is decided')
}

/** A case all the way to two signatures. */
export async function decided(clp: Clp, about: Person, how: About = {}): Promise<string> {
  const ref = await heard(clp, about, how)
  await bothSign(clp, ref)
  return ref
}

/** A sanction whose letter has arrived. */
export async function sanctioned(clp: Clp, about: Person, how: About = {}): Promise<string> {
  const ref = await decided(clp, about, how)
  await letterOf(clp, about, ref)
  // it can be read a moment before the register knows it
  await expect.poll(() => letterStateOf(clp, ref)).toBe('delivered')
  return ref
}

const letterStateOf = (clp: Clp, ref: string): Promise<string | undefined> =>
  readRegister(clp, async (db) => {
    const row = await db
      .selectFrom('sanctions')
      .select('letterState')
      .where('ref', '=', ref)
      .executeTakeFirst()
    return row?.letterState
  })

/** The letter of a case in someone's DMs. */
export const letterOf = (clp: Clp, about: Person, ref: string): Promise<SeenMessage> =>
  dmWith(stage(clp), about.id, "I've read this", ref)

/** Waits until the room says that a letter was delivered: a moment after it can be read the register knows it too. */
export async function isDelivered(clp: Clp, ref: string): Promise<void> {
  const room = await roomOf(stage(clp), ref)
  await clp.discord.waitFor(
    () => clp.discord.messages(room.id).some((m) => m.content.includes('The letter was delivered.')),
    `word that the letter of ${ref} was delivered`,
  )
}

/** A message of the bot to someone that says something, once it is there. */
export const told = (clp: Clp, person: Person, text: string | RegExp, since = ''): Promise<SeenMessage> =>
  clp.discord.waitFor(
    () =>
      clp.discord
        .dm(person.id)
        .findLast((m) => (since === '' || BigInt(m.id) > BigInt(since)) && m.text.search(text) !== -1),
    `a message with ${String(text)}`,
  )

/** Lets minutes pass, a few at a time, until something is so: for what is tried again after a while. */
export async function passTime(clp: Clp, isSo: () => unknown, what: string): Promise<void> {
  for (let i = 0; i < 20; i++) {
    const done = await clp.discord.waitFor(isSo, what, 400).then(
      () => true,
      () => false,
    )
    if (done) return
    clp.discord.clock.advanceBy({ minutes: 6 })
  }
  // a busy machine may be behind its clock
  await clp.discord.waitFor(isSo, `${what}, two hours later`)
}

/** Lets seconds pass until something is so: for what the bot does one a second, such as deleting messages. */
export async function secondsPass(clp: Clp, isSo: () => boolean): Promise<void> {
  const advance = () => {
    clp.discord.clock.advanceBy({ seconds: 2 })
    return isSo()
  }
  await expect.poll(advance, { timeout: 30_000, interval: 10 }).toBe(true)
}

/** Gives the bot a moment in which it could do what it must not do. */
export const aMoment = (): Promise<void> => new Promise((over) => setTimeout(over, 300))

/** Waits until a person is banned, or is not. */
export const banIs = (clp: Clp, person: Person, banned: boolean): Promise<boolean> =>
  clp.discord.waitFor(
    () => clp.discord.bans(clp.guild).some((b) => b.userId === person.id) === banned,
    banned ? 'the ban' : 'the end of the ban',
  )

/** The log channel as the Secretary reads it. */
export const logText = (clp: Clp): string =>
  clp.discord
    .messages(clp.channels.log)
    .map((m) => m.content)
    .join('\n')

/** Waits for a line in the Secretary's log. */
export const logged = (clp: Clp, text: string): Promise<boolean> =>
  clp.discord.waitFor(() => logText(clp).includes(text), `“${text}” in the log`)

/** The card of a case as it stands now. */
export const cardOf = (clp: Clp, ref: string): Promise<SeenMessage> => cardWith(stage(clp), ref, 'Read all')

/** Waits until the card of a case says something. */
export const cardSays = (clp: Clp, ref: string, text: string | RegExp): Promise<SeenMessage> =>
  clp.discord.waitFor(
    () =>
      clp.discord
        .threads(clp.guild)
        .filter((t) => t.name === ref)
        .flatMap((t) => clp.discord.messages(t.id))
        .find((m) => m.text.includes(`Case ${ref}`) && m.text.search(text) !== -1),
    `“${String(text)}” on the card of ${ref}`,
  )

/** The whole case as *Read all* shows it to someone. */
export const readAll = async (clp: Clp, who: Person, ref: string): Promise<string> =>
  (await who.press(await cardWith(stage(clp), ref, 'Read all'), 'Read all')).text

/** Waits until nothing is left to deliver that could go out now. */
export async function nothingDue(clp: Clp): Promise<void> {
  const due = (): Promise<string[]> =>
    readRegister(clp, async (db) => {
      const now = clp.discord.clock.now().toISOString()
      const open = await db
        .selectFrom('effects')
        .select(['name', 'target'])
        .where('state', '=', 'open')
        .where('notBefore', '<=', now)
        .execute()
      return open.map((e) => `${e.name} ${e.target}`)
    })
  await expect.poll(due).toEqual([])
}

/** Reads the register beside the running bot: entries with their content, oldest first. */
export async function entries(clp: Clp): Promise<
  {
    action: string
    matter: string | null
    details: Record<string, unknown>
    actor: string | null
    count: number
  }[]
> {
  return readRegister(clp, async (db) => {
    const rows = await db.selectFrom('entries').selectAll().orderBy('n').execute()
    return rows.map((row) => {
      const content = JSON.parse((row as unknown as { content: string }).content) as {
        action: string
        matter: string | null
        details: Record<string, unknown>
        actor: { id: string | null }
      }
      return { ...content, actor: content.actor.id, count: Number(content.details['count'] ?? 1) }
    })
  })
}

/** Every row of every table beside the running bot, as one text: what is not in it is not kept. */
export async function everythingKept(clp: Clp): Promise<string> {
  return readRegister(clp, async (db) => {
    const tables = await sql<{ name: string }>`
      select name from sqlite_master where type = 'table'`.execute(db)
    const kept: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)
      for (const row of rows)
        kept.push(...Object.values(row).map((v) => (v instanceof Buffer ? v.toString('latin1') : String(v))))
    }
    return kept.join('\n')
  })
}

/** The register verifies (J3). */
export async function expectVerified(clp: Clp): Promise<void> {
  const done = await verifyFile({
    path: clpFile(clp.dataDir, clp.guild),
    key: keyOf(clp.dataDir),
    now: clp.discord.clock.now().toISOString(),
    read: null,
    practice: true,
  })
  expect(done).toMatchObject({ ok: true })
}

/** To a time of day in London so many days on. */
export function daysOn(clp: Clp, days: number, time = '10:00'): void {
  const day = Temporal.Instant.from(clp.discord.clock.now().toISOString())
    .toZonedDateTimeISO('Europe/London')
    .toPlainDate()
    .add({ days })
  until(clp, day.toString(), time)
}

/** To a time of day in London. */
export function until(clp: Clp, day: string, time = '10:00'): void {
  const at = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime('Europe/London').toInstant()
  clp.discord.clock.advanceTo(new Date(at.epochMilliseconds).toISOString())
}

/** A warning, its letter delivered; then it is the second day after it. */
export async function warned(clp: Clp, about: Person): Promise<string> {
  const ref = await sanctioned(clp, about)
  daysOn(clp, 2)
  return ref
}

/** A warning, and a 30-day ban that is in force. Begins on the day on which it is called, and takes two more. */
export async function banned30(clp: Clp, about: Person): Promise<string> {
  await warned(clp, about)
  const ref = await sanctioned(clp, about, { what: 'Called the same member a parasite.' })
  await banIs(clp, about, true)
  await logged(clp, `The 30-day ban is in force · ${ref}`)
  return ref
}
