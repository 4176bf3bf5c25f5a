import { expect, test } from 'vitest'
import type { Action } from '../../src/policy/actions.ts'
import { mayAct } from '../../src/policy/authority.ts'
import type { Office, OfficeHolding } from '../../src/policy/offices.ts'
import { customId } from '../../src/discord/custom-id.ts'
import { cardWith, dmWith, openCase } from '../../src/practice-mode/story.ts'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import { clpFile } from '../../src/storage/data-folder.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { storeOf } from '../../src/storage/store.ts'
import { type Clp, startClp } from '../support/clp.ts'
import { caseAbout, sanctionOf } from '../support/decided.ts'
import { keyOf, readRegister } from '../support/read-register.ts'

/** What the refusals of authority say, and nothing else says. */
const REFUSED = /That is not yours to do|There is nothing with that reference that you can see/

interface Touch {
  /** How a person does it, by the command, button or form, forged where Discord would hide it. */
  name: string
  action: Action
  /** Without a matter nobody's conflict matters. */
  aboutTheCase: boolean
  /** It concerns no platform, so an admin of one has no right to it. */
  noPlatform?: boolean
  by(clp: Clp, who: string): Promise<Answer>
}

const ref = '2026-001'
const complaint = 'C2026-001'
const sub = (name: string, options: object[] = []) => [{ type: 1, name, options }]
const text = (name: string, value: string) => ({ type: 3, name, value })
const slash = (command: string, options: object[]) => (clp: Clp, who: string) =>
  clp.discord.forge.slash(command, options as Record<string, unknown>[], {
    as: who,
    channelId: clp.channels.general,
  })
const press =
  (name: string, ...args: string[]) =>
  (clp: Clp, who: string) =>
    clp.discord.forge.press(customId(name, clp.guild, ...args), { as: who, channelId: clp.channels.general })
const form =
  (name: string, values: Record<string, string | string[]>, ...args: string[]) =>
  (clp: Clp, who: string) =>
    clp.discord.forge.submit(customId(name, clp.guild, ...args), values, {
      as: who,
      channelId: clp.channels.general,
    })

/** Two members, as the options of `/person` name them. */
const pair = (clp: Clp) => [
  { type: 6, name: 'person', value: clp.members[5] as string },
  { type: 6, name: 'other-person', value: clp.members[6] as string },
]

const touches: Touch[] = [
  { name: '/setup policy', action: 'setup.policy', aboutTheCase: false, by: slash('setup', sub('policy')) },
  { name: '/setup check', action: 'setup.check', aboutTheCase: false, by: slash('setup', sub('check')) },
  { name: '/officer list', action: 'officer.list', aboutTheCase: false, by: slash('officer', sub('list')) },
  {
    name: '/platform list',
    action: 'platform.list',
    aboutTheCase: false,
    by: slash('platform', sub('list')),
  },
  { name: '/case list', action: 'case.list', aboutTheCase: false, by: slash('case', sub('list')) },
  { name: '/task list', action: 'task.list', aboutTheCase: false, by: slash('task', sub('list')) },
  {
    name: '/register verify',
    action: 'register.verify',
    aboutTheCase: false,
    by: slash('register', sub('verify')),
  },
  {
    name: '/register search',
    action: 'register.search',
    aboutTheCase: false,
    by: slash('register', sub('search', [text('text', 'opened')])),
  },
  {
    name: '/register hold',
    action: 'register.hold',
    aboutTheCase: true,
    by: slash('register', sub('hold', [text('ref', ref)])),
  },
  { name: '/appeal', action: 'appeal.lodge', aboutTheCase: false, by: slash('appeal', []) },
  { name: '/appeals list', action: 'appeal.list', aboutTheCase: false, by: slash('appeals', sub('list')) },
  {
    name: '/appeals lodge',
    action: 'appeal.lodge_for',
    aboutTheCase: true,
    by: slash('appeals', sub('lodge', [text('ref', ref)])),
  },
  { name: '/rules', action: 'rules', aboutTheCase: false, by: slash('rules', []) },
  { name: '/help', action: 'help', aboutTheCase: false, by: slash('help', []) },
  {
    name: '/warn',
    action: 'case.open',
    aboutTheCase: false,
    by: (clp, who) =>
      clp.discord.forge.slash('warn', [{ type: 6, name: 'person', value: clp.members[5] as string }], {
        as: who,
        channelId: clp.channels.general,
        named: { users: [clp.members[5] as string] },
      }),
  },
  {
    name: '/history',
    action: 'history.view',
    aboutTheCase: false,
    by: (clp, who) =>
      clp.discord.forge.slash('history', [{ type: 6, name: 'person', value: clp.members[6] as string }], {
        as: who,
        channelId: clp.channels.general,
        named: { users: [clp.members[6] as string] },
      }),
  },
  {
    name: 'the menu *History*',
    action: 'history.view',
    aboutTheCase: false,
    by: (clp, who) =>
      clp.discord.forge.slash('History', [], {
        as: who,
        channelId: clp.channels.general,
        type: 2,
        targetId: clp.members[6] as string,
        named: { users: [clp.members[6] as string] },
      }),
  },
  {
    name: '/setup channels',
    action: 'setup.channels',
    aboutTheCase: false,
    by: (clp, who) =>
      clp.discord.forge.slash(
        'setup',
        sub('channels', [{ type: 7, name: 'log', value: clp.channels.log }]) as Record<string, unknown>[],
        {
          as: who,
          channelId: clp.channels.general,
          named: { channels: [clp.channels.log] },
        },
      ),
  },
  {
    name: '*Details* on a log line',
    action: 'register.details',
    aboutTheCase: false,
    noPlatform: true,
    by: press('details', '1', '1'),
  },
  {
    name: '/case note',
    action: 'case.note',
    aboutTheCase: true,
    by: slash('case', sub('note', [text('ref', ref)])),
  },
  {
    name: '/case evidence',
    action: 'case.evidence',
    aboutTheCase: true,
    by: slash('case', sub('evidence', [text('ref', ref)])),
  },
  {
    name: '/case reply',
    action: 'case.reply',
    aboutTheCase: true,
    by: slash('case', sub('reply', [text('ref', ref)])),
  },
  {
    name: 'the form of /case reply',
    action: 'case.reply',
    aboutTheCase: true,
    by: form('case-reply-form', { said: '', how: '', when: '', all: ['no'] }, ref),
  },
  {
    name: '/case drop',
    action: 'case.drop',
    aboutTheCase: true,
    by: slash('case', sub('drop', [text('ref', ref)])),
  },
  {
    name: '/case view',
    action: 'case.view',
    aboutTheCase: true,
    by: slash('case', sub('view', [text('ref', ref)])),
  },
  { name: '*Read all*', action: 'case.read_all', aboutTheCase: true, by: press('read-all', ref) },
  { name: '*Edit letter*', action: 'case.edit_letter', aboutTheCase: true, by: press('edit-letter', ref) },
  {
    name: 'the form of *Edit letter*',
    action: 'case.edit_letter',
    aboutTheCase: true,
    by: form('edit-letter-form', { words: 'Please take care.' }, ref),
  },
  { name: '*Lighter outcome*', action: 'case.lighter', aboutTheCase: true, by: press('case-lighter', ref) },
  { name: '*Sign*', action: 'case.sign', aboutTheCase: true, by: press('sign', ref, '99') },
  {
    name: "*Don't sign*",
    action: 'case.dont_sign',
    aboutTheCase: true,
    by: form('dont-sign-form', { reason: 'no' }, ref, '99'),
  },
  {
    name: '*Drop case*',
    action: 'case.drop',
    aboutTheCase: true,
    by: form('drop-form', { reason: '' }, ref),
  },
  {
    name: '/complaint list',
    action: 'complaint.list',
    aboutTheCase: false,
    by: slash('complaint', sub('list')),
  },
  {
    name: '/complaint view',
    action: 'complaint.view',
    aboutTheCase: true,
    by: slash('complaint', sub('view', [text('ref', complaint)])),
  },
  {
    name: '/complaint decide',
    action: 'complaint.decide',
    aboutTheCase: true,
    by: slash('complaint', sub('decide', [text('ref', complaint)])),
  },
  {
    name: '*Propose outcome*',
    action: 'complaint.decide',
    aboutTheCase: true,
    by: press('propose', complaint),
  },
  {
    name: 'the form of *Propose outcome*',
    action: 'complaint.decide',
    aboutTheCase: true,
    by: form('propose-form', { reasons: ' ' }, complaint),
  },
  {
    name: '*Sign* on a complaint',
    action: 'complaint.sign',
    aboutTheCase: true,
    by: press('complaint-sign', complaint, '99'),
  },
  {
    name: "*Don't sign* on a complaint",
    action: 'complaint.dont_sign',
    aboutTheCase: true,
    by: form('complaint-no-form', { reason: 'no' }, complaint, '99'),
  },
  {
    name: '*Add note* on a complaint',
    action: 'complaint.note',
    aboutTheCase: true,
    by: press('complaint-note', complaint),
  },
  {
    name: '*Open a case* on a complaint',
    action: 'complaint.open_case',
    aboutTheCase: true,
    by: press('complaint-case', complaint),
  },
  {
    name: '*Read all* on a complaint',
    action: 'complaint.view',
    aboutTheCase: true,
    by: press('read-all', complaint),
  },
  ...(
    [
      [
        '/complaint mediate',
        'complaint.mediate',
        slash('complaint', sub('mediate', [text('ref', complaint)])),
      ],
      ['*Mediate*', 'complaint.mediate', press('mediate', complaint)],
      ['the form of *Mediate*', 'complaint.mediate', form('mediate-form', { about: ['none'] }, complaint)],
      ['*Agreed*', 'complaint.mediate', press('mediation-agreed', complaint)],
      ['the form of *Not agreed*', 'complaint.mediate', form('not-agreed-form', { note: '' }, complaint)],
      ['*Safeguarding* on a complaint', 'complaint.safeguarding', press('safeguarding', complaint)],
      ['its form', 'complaint.safeguarding', form('safeguarding-form', { why: ' ' }, complaint)],
      ['*Safeguarding* on a case', 'case.safeguarding', press('safeguarding', ref)],
      ['*May be illegal*', 'complaint.safeguarding', press('may-be-illegal', complaint)],
      ['its second press', 'complaint.safeguarding', press('may-be-illegal-yes', complaint)],
      ['*Remove post* on a complaint', 'complaint.remove_post', press('remove-post', complaint)],
      ['*Remove post* on a case', 'complaint.remove_post', press('remove-post-yes', ref, '1')],
      ['*Pause posting*', 'post.pause', press('pause-posting', complaint)],
      ['the form of *Pause posting*', 'post.pause', form('pause-form', { reason: 'x' }, ref)],
      ['*Show file*', 'complaint.view', press('show-file', complaint, '1')],
    ] as const
  ).map(([name, action, by]): Touch => ({ name, action, aboutTheCase: true, by })),
  {
    name: '/crisis',
    action: 'crisis',
    aboutTheCase: false,
    by: slash('crisis', [text('what', 'Something that cannot wait.')]),
  },
  { name: '*Keep the decision*', action: 'case.reconsider', aboutTheCase: true, by: press('look-keep', ref) },
  {
    name: 'the form of *Take it back*',
    action: 'case.reconsider',
    aboutTheCase: true,
    by: form('look-again-form', { reasons: 'x' }, ref, 'take_back'),
  },
  { name: '*Agree to ask*', action: 'case.agree', aboutTheCase: true, by: press('agree', ref) },
  {
    name: '/national outcome',
    action: 'national.outcome',
    aboutTheCase: true,
    by: slash('national', sub('outcome', [text('ref', ref), text('outcome', 'declined')])),
  },
  {
    name: '/national refer',
    action: 'national.refer',
    aboutTheCase: true,
    by: slash('national', sub('refer', [text('ref', ref)])),
  },
  { name: '/mydata', action: 'data.own', aboutTheCase: false, by: slash('mydata', []) },
  {
    name: '/register request',
    action: 'data.ask_for',
    aboutTheCase: false,
    by: (clp, who) =>
      clp.discord.forge.slash(
        'register',
        sub('request', [
          text('how', 'e-mail'),
          text('when', 'today'),
          { type: 6, name: 'person', value: clp.members[7] as string },
        ]) as Record<string, unknown>[],
        { as: who, channelId: clp.channels.general, named: { users: [clp.members[7] as string] } },
      ),
  },
  { name: '/privacy', action: 'privacy', aboutTheCase: false, by: slash('privacy', []) },
  {
    name: '*Open* on a request about data',
    action: 'data.handle',
    aboutTheCase: false,
    by: press('data-open', 'D2026-999'),
  },
  {
    name: '*Release*',
    action: 'data.handle',
    aboutTheCase: false,
    by: press('data-release', 'D2026-999', '0123456789abcdef'),
  },
  {
    name: 'the form of *Withhold*',
    action: 'data.handle',
    aboutTheCase: false,
    by: form('data-hold-form', { reason: ['others'], scope: ['piece'] }, 'D2026-999', '0123456789abcdef'),
  },
  {
    name: '*Send* of a request about data',
    action: 'data.handle',
    aboutTheCase: false,
    by: press('data-send', 'D2026-999', 'sure'),
  },
  {
    name: 'the answer to a request about data',
    action: 'data.handle',
    aboutTheCase: false,
    by: form('data-answer-form', { granted: ['yes'], words: 'x' }, 'D2026-999'),
  },
  ...(
    [
      ['/person link', 'person.link', 'link'],
      ['/person unlink', 'person.unlink', 'unlink'],
    ] as const
  ).map(([name, action, command]): Touch => ({
    name,
    action,
    aboutTheCase: false,
    by: (clp, who) =>
      clp.discord.forge.slash(
        'person',
        sub(command, [text('reason', 'x'), ...pair(clp)]) as Record<string, unknown>[],
        {
          as: who,
          channelId: clp.channels.general,
          named: { users: [clp.members[5] as string, clp.members[6] as string] },
        },
      ),
  })),
  {
    name: '/person challenged',
    action: 'case.reply',
    aboutTheCase: true,
    by: (clp, who) =>
      clp.discord.forge.slash(
        'person',
        sub('challenged', [text('ref', ref), text('words', 'x'), ...pair(clp).slice(0, 1)]) as Record<
          string,
          unknown
        >[],
        { as: who, channelId: clp.channels.general, named: { users: [clp.members[5] as string] } },
      ),
  },
  {
    name: '/platform add',
    action: 'platform.add',
    aboutTheCase: false,
    by: slash('platform', sub('add', [text('name', 'a:b'), text('kind', 'x'), text('address', 'here')])),
  },
  {
    name: '/platform retire',
    action: 'platform.retire',
    aboutTheCase: false,
    by: slash('platform', sub('retire', [text('name', 'discord')])),
  },
  { name: 'Resume', action: 'restore.resume', aboutTheCase: false, by: press('resume') },
  {
    name: '/pause',
    action: 'pause.set',
    aboutTheCase: false,
    by: slash('pause', [text('from', 'x'), text('to', 'y'), text('reason', 'z')]),
  },
  { name: '*End the pause*', action: 'pause.set', aboutTheCase: false, by: press('pause-end', '99') },
  {
    name: '/officer agm',
    action: 'officer.agm',
    aboutTheCase: false,
    by: slash('officer', sub('agm', [text('date', 'x')])),
  },
  {
    name: '/officer trained',
    action: 'officer.trained',
    aboutTheCase: false,
    by: (clp, who) =>
      slash('officer', sub('trained', [{ type: 6, name: 'person', value: clp.chair }, text('date', 'x')]))(
        clp,
        who,
      ),
  },
  {
    name: '/officer handover',
    action: 'officer.handover',
    aboutTheCase: false,
    by: slash('officer', sub('handover')),
  },
]

/** The table asked directly, for what a person may do by right. */
function expected(touch: Touch, who: string, office: Office | null, clp: Clp): boolean {
  const now = '2026-03-02T12:00:00.000Z'
  const holdings: OfficeHolding[] =
    office === null
      ? []
      : [
          {
            id: 1,
            office,
            platform: office === 'admin' || office === 'moderator' ? 'discord' : null,
            person: who,
            name: 'x',
            from: '2026-01-01T00:00:00.000Z',
            until: null,
          },
        ]
  return mayAct(touch.action, {
    actor: { id: who, isServerOwner: who === clp.owner },
    holdings,
    now,
    ...(touch.noPlatform === true ? {} : { platform: 'discord' }),
  }).allowed
}

test('A2 A4 A5 A6 every command, button and form × every office, and × a conflicted holder of it', async () => {
  const clp = await startClp({ unchecked: true })
  const { discord } = clp
  const secretary = discord.as(clp.secretary)
  const moderator = clp.members[1] as string
  const answer = await secretary.slash({ guild: clp.guild }, 'officer appoint', {
    office: 'moderator',
    person: moderator,
    platform: 'discord',
    minute: 'EC 2026/2',
  })
  expect(answer.content).toContain('is now')
  const stage = { discord, clp, tell: () => undefined, botBack: () => Promise.resolve() }
  const [ada, ben, cleo] = clp.admins
  const robin = clp.members[0] as string
  expect(
    await openCase(stage, discord.as(ada), robin, { what: 'Called someone a crook.', when: 'yesterday' }),
  ).toBe(ref)
  const card = await cardWith(stage, ref, 'Agree to ask')
  await discord.as(ben).press(card, 'Agree to ask')
  const notice = await dmWith(stage, robin, 'Give my side', ref)
  const form1 = await discord.as(robin).press(notice, 'Give my side')
  const said = await discord.as(robin).submit(form1, { side: 'I am sorry.' })
  await discord.as(robin).press(said, "That's all")
  await cardWith(stage, ref, 'Sign')
  // a complaint about Robin, made by somebody else
  const complained = await discord.as(clp.members[3] as string).slash({ guild: clp.guild }, 'complain')
  const sent = await discord
    .as(clp.members[3] as string)
    .submit(complained, { what: 'Called me names.', about: [robin] })
  expect(sent.text).toContain(complaint)
  // Cleo is an admin with a conflict
  const declared = await discord
    .as(cleo)
    .slash({ guild: clp.guild }, 'involved', { ref, reason: 'We are related.' })
  expect(declared.ephemeral).toBe(true)

  const too = await discord
    .as(cleo)
    .slash({ guild: clp.guild }, 'involved', { ref: complaint, reason: 'We are related.' })
  expect(too.ephemeral).toBe(true)

  const people: { who: string; as: string; office: Office | null; conflicted: boolean }[] = [
    { who: clp.owner, as: "the server's owner", office: null, conflicted: false },
    { who: clp.secretary, as: 'the Secretary', office: 'secretary', conflicted: false },
    { who: clp.chair, as: 'the Chair', office: 'chair', conflicted: false },
    { who: clp.smOfficer, as: 'the SM Officer', office: 'sm_officer', conflicted: false },
    { who: ben, as: 'an admin', office: 'admin', conflicted: false },
    { who: cleo, as: 'an admin with a conflict', office: 'admin', conflicted: true },
    { who: moderator, as: 'a moderator', office: 'moderator', conflicted: false },
    { who: clp.ec[1], as: 'an EC member', office: 'ec_member', conflicted: false },
    { who: clp.ec[0], as: 'a trusted EC officer', office: 'trusted_ec_officer', conflicted: false },
    { who: clp.members[2] as string, as: 'a member', office: null, conflicted: false },
    { who: robin, as: 'the respondent', office: null, conflicted: true },
  ]
  const wrong: string[] = []
  let asked = 0
  for (const touch of touches)
    for (const { who, as, office, conflicted } of people) {
      asked += 1
      const got = await touch.by(clp, who)
      await discord.waitFor(() => !got.deferred, `${touch.name} by ${as}`)
      const allowed = expected(touch, who, office, clp) && !(conflicted && touch.aboutTheCase)
      const refused = REFUSED.test(got.text)
      if (got.failed !== undefined) wrong.push(`${touch.name} by ${as}: no answer`)
      else if (refused === allowed)
        wrong.push(
          `${touch.name} by ${as}: ${allowed ? 'should be allowed' : 'should be refused'}, but: ${got.text.slice(0, 120)}`,
        )
      else if (got.modal === undefined && !got.ephemeral)
        wrong.push(`${touch.name} by ${as}: the answer is not private`)
    }
  console.log(
    `authority matrix: ${asked} answers, ${touches.length} commands, buttons and forms × ${people.length} people`,
  )
  expect(wrong).toEqual([])

  // someone with a conflict is answered as if the matter did not exist (A6)
  const missing = await slash('case', sub('view', [text('ref', '2026-999')]))(clp, cleo)
  const hidden = await slash('case', sub('view', [text('ref', ref)]))(clp, cleo)
  expect(hidden.text).toBe(missing.text)
  // and the refusals are in the register
  const found = await secretary.slash({ guild: clp.guild }, 'register search', { text: 'refused' })
  await discord.waitFor(() => !found.deferred, 'the search')
  expect(found.text).toContain('A request was refused')
}, 60_000)

/** A lifetime ban of two years ago whose file goes in ten days, so that the EC is asked about it; gives its reference. */
async function oldLifetimeBan(clp: Clp, banned: string): Promise<string> {
  await clp.process.stop()
  const at = '2024-03-12T10:00:00.000Z'
  const opened = await openDatabase(clpFile(clp.dataDir, clp.guild), keyOf(clp.dataDir))
  if (!opened.ok) throw new Error(opened.message)
  const made = await opened.db.transaction().execute(async (trx) => {
    const s = storeOf(trx)
    const { ref: old, seq } = await s.nextCaseRef(2024)
    const over = { state: 'closed', outcome: 'sanctioned', decidedAt: at, closedAt: at } as const
    await s.addCase(caseAbout(old, banned, 'lifetime', at, { ...over, proposer: clp.admins[0] }), seq)
    const letter = { letterState: 'delivered', letterDate: '2024-03-12', letterAt: at } as const
    const inForce = { kind: 'lifetime', firstDay: '2024-03-12', banState: 'in_force' } as const
    await s.addSanction(sanctionOf(old, banned, { decidedAt: at, ...letter, ...inForce }))
    // the day's run, in which the EC is asked, is still to come
    await s.set('purgedOn', '2026-03-01')
    return old
  })
  await opened.close()
  await clp.restart()
  return made
}

test('K3 A2 A5 A6 D7 *Keep* and *Lift* and their forms × every office, before and after the Secretary has a conflict', async () => {
  const clp = await startClp({ unchecked: true })
  const { discord } = clp
  const banned = clp.members[9] as string
  const old = await oldLifetimeBan(clp, banned)
  const task = (): Promise<number | undefined> =>
    readRegister(clp, async (db) => {
      const open = await storeOf(db as never).openTasks({ kind: 'keep_ban', matter: old })
      return open[0]?.id
    })
  const people = {
    "the server's owner": clp.owner,
    'the Secretary': clp.secretary,
    'the Chair': clp.chair,
    'the SM Officer': clp.smOfficer,
    'the admin who proposed it': clp.admins[0],
    'an admin': clp.admins[1],
    'an EC member': clp.ec[1],
    'a trusted EC officer': clp.ec[0],
    'a member': clp.members[2] as string,
    'the banned person': banned,
  }
  /** Everyone presses and sends all; whoever it waits for is asked for the minute, and nobody else gets a word. */
  const round = async (id: number, allowed: keyof typeof people): Promise<string[]> => {
    const wrong: string[] = []
    for (const [as, who] of Object.entries(people))
      for (const choice of ['keep', 'lift'])
        for (const [touch, by] of [
          [`*${choice}*`, press('keep-ban', String(id), choice)],
          [`the form of *${choice}*`, form('keep-ban-form', { minute: ' ' }, String(id), choice)],
        ] as const) {
          const got = await by(clp, who)
          await discord.waitFor(() => !got.deferred, `${touch} by ${as}`)
          const refused = REFUSED.test(got.text)
          const asked = got.modal !== undefined || got.text.includes('reference of the minute')
          if (got.failed !== undefined || (as === allowed ? refused || !asked : !refused))
            wrong.push(`${touch} by ${as}: ${got.failed ?? got.text.slice(0, 120)}`)
          if (got.modal === undefined && !got.ephemeral) wrong.push(`${touch} by ${as}: not private`)
        }
    return wrong
  }
  await discord.waitFor(
    () => discord.dm(clp.secretary).some((m) => m.content.includes(`${old}: the file of this lifetime ban`)),
    'the task for the Secretary',
  )
  const first = (await task()) as number
  expect(await round(first, 'the Secretary')).toEqual([])

  const declared = await discord
    .as(clp.secretary)
    .slash({ guild: clp.guild }, 'involved', { ref: old, reason: 'We are related.' })
  expect(declared.text).toContain('You take no part')
  discord.clock.advanceBy({ minutes: 2 })
  await discord.waitFor(
    () => discord.dm(clp.ec[0]).some((m) => m.content.includes(`A task for you`) && m.content.includes(old)),
    'the task for a trusted EC officer',
  )
  const second = (await task()) as number
  expect(second).not.toBe(first)
  expect(await round(second, 'a trusted EC officer')).toEqual([])
  // what passed on is nobody's any more
  const late = await press('keep-ban', String(first), 'keep')(clp, clp.secretary)
  expect(late.text).toMatch(REFUSED)
}, 60_000)
