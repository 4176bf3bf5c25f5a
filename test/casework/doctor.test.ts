import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { FileCondition } from '../../src/casework/file-condition.ts'
import type { ServerFacts } from '../../src/casework/doctor/check-server.ts'
import { inOneLine } from '../../src/casework/doctor/finding.ts'
import { type Examined, findings } from '../../src/casework/doctor/findings.ts'
import type { Office, OfficeHolding } from '../../src/policy/offices.ts'
import { loadConfig } from '../../src/runtime/config.ts'

const NOW = '2026-03-02T10:00:00.000Z'
const loaded = loadConfig(fileURLToPath(new URL('../../config', import.meta.url)))
if (!loaded.ok) throw new Error(loaded.problems.join())
const { policy } = loaded.config

let id = 0
const holding = (office: Office, name: string, change: Partial<OfficeHolding> = {}): OfficeHolding => ({
  id: ++id,
  office,
  platform: office === 'admin' ? 'discord' : null,
  person: `2000000000000000${id}`,
  name,
  from: '2026-01-01T00:00:00.000Z',
  until: null,
  ...change,
})

const everyone = [
  holding('secretary', 'Sheila'),
  holding('chair', 'Charles'),
  holding('sm_officer', 'Mina'),
  holding('admin', 'Ada'),
  holding('admin', 'Ben'),
  holding('ec_member', 'Edith'),
  holding('ec_member', 'Femi'),
  holding('ec_member', 'Gwen'),
  holding('trusted_ec_officer', 'Gwen'),
]

const file: FileCondition = {
  path: '/data/1/register.db',
  bytes: 1_000_000,
  walBytes: 0,
  mode: 0o600,
  folder: { path: '/data/1', mode: 0o700, writable: true },
  key: { place: '/data/register.key', mode: 0o600 },
  freeBytes: 10_000_000_000,
  lastBackupAt: '2026-03-01T03:30:00.000Z',
  damage: null,
}

const channel = { id: '77', lacking: [], everyoneReads: false, everyoneWrites: false }
const server: ServerFacts = {
  lacking: [],
  rolesAbove: [],
  log: channel,
  rooms: { ...channel, id: '78' },
  opening: [],
  away: [],
  blind: [],
  openers: [],
  safeguardingAway: false,
  commands: { missing: [], foreign: [] },
  intents: [],
  time: { discord: NOW, here: NOW },
}

const good: Examined = {
  now: NOW,
  policy: { ...policy, safeguarding: { ...policy.safeguarding, person: '200000000000000099' } },
  settings: {
    logChannelId: '77',
    roomsChannelId: '78',
    noticeOfNoOfficersAt: null,
    logTroubleSince: null,
    baselineAt: NOW,
    loggedUpTo: 5,
    gatheredUpTo: 5,
    backupNotedAt: null,
    backedUpOn: null,
    restored: null,
    referencesUsed: {},
    purgedOn: '2026-03-02',
    purgeRun: null,
    clockTroubleSince: null,
    lastAgm: null,
  },
  holdings: everyone,
  platforms: [{ name: 'discord', kind: 'discord', address: 'this server', owner: null, registeredAt: NOW }],
  openedAt: '2026-01-01T00:00:00.000Z',
  file,
  register: {
    ok: true,
    entries: 5,
    blank: 0,
    readBack: 5,
    gaps: [],
    last: null,
    closedChannels: [],
    log: null,
  },
  server,
  system: 'linux',
}

const said = (change: Partial<Examined>) =>
  findings({ ...good, ...change }).map((x) => `${x.level}: ${inOneLine(x)}`)
const without = (name: string) => everyone.filter((h) => h.name !== name)

test('A1 nothing is found where everything is in order', () => {
  expect(said({})).toEqual([])
})

test.each<[string, Partial<Examined>, string]>([
  ['A3 no Secretary', { holdings: without('Sheila') }, 'wrong: No Secretary is appointed. The owner'],
  ['J5 no Chair', { holdings: without('Charles') }, 'wrong: No Chair is appointed'],
  ['D10 no SM Officer', { holdings: without('Mina') }, 'wrong: No SM Officer is appointed'],
  [
    'D5 fewer signers than signatures',
    { holdings: without('Ben').filter((h) => h.name !== 'Mina') },
    'wrong: A decision on discord needs 2 signatures, and there are 1 who can sign: there are fewer admins',
  ],
  [
    'D5 no signer to spare',
    { holdings: without('Ben') },
    'note: A decision on discord needs the signature of everyone',
  ],
  [
    'B1 a platform without an admin',
    {
      platforms: [
        ...good.platforms,
        { name: 'Our page', kind: 'facebook', address: 'x', owner: null, registeredAt: NOW },
      ],
    },
    'wrong: Nobody is admin of Our page.',
  ],
  [
    'H6 too few EC members',
    { holdings: without('Edith') },
    'wrong: There are 2 EC members, and an appeal needs the votes of at least 3',
  ],
  [
    'A1 EC members by name only',
    { holdings: [...without('Edith'), holding('ec_member', 'Edith', { person: null })] },
    'note: Only 2 EC members are on Discord',
  ],
  ['H3 no trusted EC officer', { holdings: everyone.slice(0, -1) }, 'wrong: No trusted EC officer'],
  [
    'A8 an office that has ended does not count',
    { holdings: everyone.map((h) => (h.name === 'Sheila' ? { ...h, until: NOW } : h)) },
    'wrong: No Secretary',
  ],
  ['C6 no safeguarding account', { policy }, 'note: The safeguarding contact has no Discord account'],
  [
    'J5 log trouble',
    { settings: { ...good.settings, logTroubleSince: NOW } },
    'wrong: The bot has not been able to write',
  ],
  [
    'J2 no log channel',
    { settings: { ...good.settings, logChannelId: null } },
    'wrong: No log channel is chosen.',
  ],
  [
    'A7 no rooms',
    { settings: { ...good.settings, roomsChannelId: null } },
    'wrong: No channel for the rooms',
  ],
  ['G5 no baseline', { settings: { ...good.settings, baselineAt: null } }, 'note: The bans from before'],
  [
    'K5 no deletion for days',
    { settings: { ...good.settings, purgedOn: '2026-02-27' } },
    'wrong: The daily deletion last ran on 27 February 2026.',
  ],
  [
    'K5 deletion held up by the clock',
    { settings: { ...good.settings, clockTroubleSince: NOW } },
    'wrong: Nothing has been deleted since',
  ],
  [
    'J3 a restore that waits',
    {
      settings: {
        ...good.settings,
        restored: { file: 'x', putBackAt: NOW, declaredAt: NOW, resumedAt: null },
      },
    },
    'wrong: A backup was put back, and the bot stands still',
  ],
  [
    'K2 an old backup',
    { file: { ...file, lastBackupAt: '2026-02-01T00:00:00.000Z' } },
    'wrong: The last backup is of 1 February 2026.',
  ],
  ['K2 never a backup', { file: { ...file, lastBackupAt: null } }, 'wrong: There has never been a backup'],
  [
    'K2 no backup yet',
    { file: { ...file, lastBackupAt: null }, openedAt: NOW },
    'note: There is no backup yet.',
  ],
  [
    'N4 others may open the file',
    { file: { ...file, mode: 0o644 } },
    'wrong: Other users of this machine may open /data/1/register.db (mode 644). Take that away: chmod 600',
  ],
  [
    'N4 others may read the key',
    { file: { ...file, key: { place: '/k', mode: 0o640 } } },
    'wrong: Other users of this machine may read the key /k',
  ],
  [
    'N4 others may look into the folder',
    { file: { ...file, folder: { ...file.folder, mode: 0o755 } } },
    'wrong: Other users of this machine may look into',
  ],
  [
    'G1 a folder that cannot be written',
    { file: { ...file, folder: { ...file.folder, writable: false } } },
    'wrong: The folder /data/1 cannot be written.',
  ],
  ['G1 a full disk', { file: { ...file, freeBytes: 5_000_000 } }, 'wrong: Only 4 MB are free'],
  ['G1 a grown journal', { file: { ...file, walBytes: 400_000_000 } }, 'note: The journal'],
  [
    'J3 a damaged file',
    { file: { ...file, damage: '/data/1/register.db is damaged.' } },
    'wrong: /data/1/register.db is damaged.',
  ],
  [
    'J3 a register that is not in order',
    { register: { ok: false, firstBad: 3, what: 'Entry 3 was altered.', closedChannels: [], log: null } },
    'wrong: The register is not in order from entry 3 on. Entry 3 was altered.',
  ],
  [
    'G2 a right that lacks',
    { server: { ...server, lacking: [{ name: 'Ban Members', why: 'it cannot carry out bans' }] } },
    'wrong: The bot lacks *Ban Members* on this server, so it cannot carry out bans.',
  ],
  [
    'G2 roles above the bot',
    { server: { ...server, rolesAbove: ['Council', 'Stewards'] } },
    "wrong: The bot's role is not the highest: it cannot ban anyone who holds Council and Stewards.",
  ],
  ['J5 a log channel that is gone', { server: { ...server, log: null } }, 'wrong: The bot cannot see <#77>'],
  [
    'J2 a log channel that everyone reads',
    { server: { ...server, log: { ...channel, everyoneReads: true } } },
    'wrong: Everyone can read <#77>',
  ],
  [
    'A7 rights lacking in the channel of rooms',
    { server: { ...server, rooms: { ...channel, id: '78', lacking: ['Manage Threads'] } } },
    'wrong: In <#78> the bot lacks: Manage Threads.',
  ],
  [
    'A7 roles that open rooms',
    { server: { ...server, opening: ['Moderators'] } },
    'note: Whoever holds Moderators can open every room.',
  ],
  [
    'A7 officers who could open rooms',
    { server: { ...server, openers: ['Ada'] } },
    'note: These officers could open every room',
  ],
  [
    'A8 officers who are not on the server',
    { server: { ...server, away: ['Ada'] } },
    'wrong: These hold an office and are not on the server: Ada.',
  ],
  [
    'A8 officers who see no room',
    { server: { ...server, blind: ['Ada'] } },
    'wrong: These hold an office and cannot view',
  ],
  [
    'C6 a safeguarding contact who is away',
    { server: { ...server, safeguardingAway: true } },
    'wrong: The safeguarding contact in the settings is not on the server',
  ],
  [
    'D commands that are not registered',
    { server: { ...server, commands: { missing: ['warn'], foreign: [] } } },
    'wrong: Discord does not have these commands: warn.',
  ],
  [
    'O1 intents that the bot does not need',
    { server: { ...server, intents: ['Message Content'] } },
    'note: The application has more rights to read',
  ],
  [
    'K5 a clock that is wrong',
    { server: { ...server, time: { discord: '2026-03-02T10:20:00.000Z', here: NOW } } },
    "wrong: The clock of this machine and Discord's are 20 minutes apart",
  ],
  [
    'G1 a token that Discord does not know',
    { server: 'token' },
    'wrong: Discord does not know the bot’s token.',
  ],
  ['G1 a bot that was kicked', { server: 'away' }, 'wrong: The bot is not on the server'],
  ['G1 no connection', { server: 'unreachable' }, 'wrong: Discord could not be reached'],
  ['practice', { server: 'practice' }, 'note: No DISCORD_TOKEN is set'],
])('%s is found, with how to mend it', (_, change, line) => {
  const found = said(change)
  expect(found.filter((x) => x.startsWith(line))).toHaveLength(1)
  // who is missing may be missed for two things
  expect(found.length).toBeLessThanOrEqual('holdings' in change ? 2 : 1)
})

test('A7 what is wrong stands before what is worth knowing', () => {
  const found = said({
    server: { ...server, opening: ['Moderators'], away: ['Ada'] },
    holdings: without('Sheila'),
  })
  expect(found.map((x) => x.slice(0, 5))).toEqual(['wrong', 'wrong', 'note:'])
})
