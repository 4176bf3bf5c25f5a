import { expect } from 'vitest'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../src/practice/discord/seen.ts'
import type { Clp } from './clp.ts'
import { cardWith, cast, roomOf, stage } from './stories.ts'

/** The CLP has an X account: Bryn and Cora, two members, are its admins from now on. */
export async function withX(clp: Clp): Promise<{ bryn: Person; cora: Person }> {
  const { secretary, member } = cast(clp)
  const where = { guild: clp.guild }
  const [bryn, cora] = [member(10), member(11)]
  const role = [...clp.discord.world.guild(clp.guild).roles.values()].find((r) => r.name === 'Officers')
  const added = await secretary.slash(where, 'platform add', {
    name: 'X',
    kind: 'x',
    address: 'https://x.com/exampletonclp',
    owner: 'Sheila Grant',
  })
  expect(added.content).toContain("**X** is one of the CLP's platforms now")
  for (const admin of [bryn, cora]) {
    clp.discord.giveRole(clp.guild, admin.id, role?.id ?? '')
    const done = await secretary.slash(where, 'officer appoint', {
      office: 'admin',
      person: admin.id,
      platform: 'X',
      minute: 'EC 2026/2',
    })
    expect(done.content).toContain('admin of X')
  }
  return { bryn, cora }
}

/** `/warn` about a handle on X, or about someone on the server for what they did on X, and *Put to the admins*. */
export async function openedOnX(
  clp: Clp,
  admin: Person,
  about: Record<string, string>,
  { what = 'Called a member a crook.', when = 'yesterday', finding = '' } = {},
): Promise<string> {
  const form = await admin.slash({ guild: clp.guild }, 'warn', { platform: 'X', ...about })
  const checked = await admin.submit(form, {
    what,
    when,
    rules: ['personal-attacks'],
    evidence: 'A screenshot was seen by two members.',
  })
  const put = await admin.press(checked, 'Put to the admins')
  const done = put.modal ? await admin.submit(put, { finding }) : put
  const ref = /\d{4}-\d{3}/.exec(done.text)?.[0]
  if (ref === undefined) throw new Error(`no case was opened: ${done.text}`)
  return ref
}

/** The message that brings someone a task about a matter, once it is there. */
export const taskFor = (clp: Clp, who: Person, ref: string, says: string): Promise<SeenMessage> =>
  clp.discord.waitFor(
    () =>
      clp.discord
        .dm(who.id)
        .findLast(
          (m) =>
            m.content.includes('A task for you') &&
            m.content.includes(`${ref}: `) &&
            m.content.includes(says),
        ),
    `a task about ${ref} that says “${says}”`,
  )

/** *Show text* on a task: what is pasted, put together from its parts, and the file. */
export async function textOf(who: Person, task: SeenMessage): Promise<{ answer: Answer; text: string }> {
  const answer = await who.press(task, 'Show text')
  expect(answer.failed).toBeUndefined()
  return { answer, text: answer.text }
}

/** *Done* on a task to give something to somebody. */
export async function gave(
  who: Person,
  task: SeenMessage,
  how: { means?: string; when?: string; reached?: boolean } = {},
): Promise<Answer> {
  const form = await who.press(task, 'Done')
  return who.submit(form, {
    how: how.means ?? 'a direct message on X',
    when: how.when ?? 'today',
    reached: [how.reached === false ? 'no' : 'yes'],
  })
}

/** *Done* on a task to ban someone or to lift that. */
export async function didOnX(who: Person, task: SeenMessage, when = 'today'): Promise<Answer> {
  const form = await who.press(task, 'Done')
  return who.submit(form, { when })
}

/** Both admins of X sign. */
export async function bothSignOnX(clp: Clp, ref: string, admins: [Person, Person]): Promise<void> {
  await roomOf(stage(clp), ref)
  await admins[0].press(await cardWith(stage(clp), ref, 'Sign'), 'Sign')
  const second = await admins[1].press(await cardWith(stage(clp), ref, 'Sign'), 'Sign')
  expect(second.text).toContain('it is decided')
}

/** A case about a handle all the way to its letter, which is given today: they are asked, and do not want to reply. */
export async function sanctionedOnX(
  clp: Clp,
  admins: [Person, Person],
  about: Record<string, string>,
  how: { what?: string; when?: string; finding?: string } = {},
): Promise<string> {
  const [bryn, cora] = admins
  const ref = await openedOnX(clp, bryn, about, how)
  await cora.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
  await gave(bryn, await taskFor(clp, bryn, ref, 'give the person the notice'))
  const form = await bryn.slash({ guild: clp.guild }, 'case reply', { ref })
  await bryn.submit(form, { said: 'No comment.', how: 'a direct message', when: 'today', all: ['yes'] })
  await bothSignOnX(clp, ref, admins)
  await gave(cora, await taskFor(clp, cora, ref, 'give the person the letter'))
  return ref
}
