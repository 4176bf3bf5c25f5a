import type { PermissionName } from './discord/driver/membership.ts'
import type { PracticeDiscord } from './discord/practice-discord.ts'

/** The people of the practice CLP by what they are there for; each value is a Discord user id. */
export interface SmallClp {
  guild: string
  bot: { id: string; token: string }
  channels: { general: string; log: string; rooms: string }
  owner: string
  secretary: string
  chair: string
  smOfficer: string
  admins: [string, string, string]
  ec: [string, string, string, string, string]
  members: string[]
}

/** What the bot needs on a server, and no more. */
export const BOT_RIGHTS: PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePrivateThreads',
  'ManageThreads',
  'ReadMessageHistory',
  'AttachFiles',
  'EmbedLinks',
  'ManageMessages',
  'BanMembers',
  'ViewAuditLog',
  'CreateInstantInvite',
]

const MEMBERS = [
  ['robin', 'Robin Ashdown'],
  ['sam', 'Sam Okafor'],
  ['tess', 'Tess Whitlock'],
  ['umar', 'Umar Siddiqui'],
  ['vera', 'Vera Lindqvist'],
  ['will', 'Will Trevanion'],
  ['xanthe', 'Xanthe Moore'],
  ['yusuf', 'Yusuf Demir'],
  ['zoe', 'Zoe Penrose'],
  ['alba', 'Alba Nuñez'],
  ['bryn', 'Bryn Powell'],
  ['cora', 'Cora Fielding'],
] as const

/**
 * Makes a small CLP's server on a practice Discord: the people, a general channel, the Secretary's log and the channel
 * for rooms, closed to everyone but officers, and the bot, invited with the permissions that it needs. Who holds which
 * office is not Discord's business: that is appointed with the bot's own commands.
 */
export function makeSmallClp(discord: PracticeDiscord): SmallClp {
  const person = (username: string, name: string): string => discord.addUser({ username, name }).id
  const owner = person('olive', 'Olive Hart')
  const { id: guild } = discord.addGuild({ name: 'Exampleton CLP', owner })
  const member = (username: string, name: string): string => {
    const id = person(username, name)
    discord.addMember(guild, id)
    return id
  }
  const secretary = member('sheila', 'Sheila Grant')
  const chair = member('charles', 'Charles Obi')
  const smOfficer = member('mina', 'Mina Rao')
  const admins = [member('ada', 'Ada Bell'), member('ben', 'Ben Cole'), member('cleo', 'Cleo Marsh')] as [
    string,
    string,
    string,
  ]
  const ec = [
    member('edith', 'Edith Moon'),
    member('femi', 'Femi Ade'),
    member('gwen', 'Gwen Parry'),
    member('harry', 'Harry Stone'),
    member('iris', 'Iris Novak'),
  ] as [string, string, string, string, string]
  const members = MEMBERS.map(([username, name]) => member(username, name))

  const officers = [secretary, chair, smOfficer, ...admins, ...ec]
  const { id: role } = discord.addRole(guild, { name: 'Officers', permissions: ['ManageEvents'] })
  for (const id of officers) discord.giveRole(guild, id, role)
  const bot = discord.addBot({ username: 'clp-moderation', privilegedIntents: 0 })
  discord.inviteBot(guild, bot.id, BOT_RIGHTS)
  const { id: general } = discord.addChannel(guild, { name: 'general' })
  const hidden = [
    { target: guild, deny: ['ViewChannel'] },
    { target: bot.id, allow: BOT_RIGHTS },
  ] as const
  const { id: log } = discord.addChannel(guild, {
    name: 'secretarys-log',
    overwrites: [
      ...hidden,
      { target: secretary, allow: ['ViewChannel'] },
      { target: chair, allow: ['ViewChannel'] },
    ],
  })
  const { id: rooms } = discord.addChannel(guild, {
    name: 'case-rooms',
    overwrites: [
      ...hidden,
      {
        target: role,
        allow: ['ViewChannel', 'SendMessagesInThreads'],
        deny: ['SendMessages', 'CreatePublicThreads', 'CreatePrivateThreads'],
      },
    ],
  })
  return {
    guild,
    bot,
    channels: { general, log, rooms },
    owner,
    secretary,
    chair,
    smOfficer,
    admins,
    ec,
    members,
  }
}
