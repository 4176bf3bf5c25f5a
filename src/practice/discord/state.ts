/** What the practice Discord remembers. Ids are snowflakes; times are simulated. */

export interface UserState {
  id: string
  username: string
  globalName: string
  bot: boolean
  /** Applications that the person added to their own account. */
  installedApps: Set<string>
  /** "Allow direct messages from server members" switched off: for all servers, or for those listed. */
  dmsShut: boolean
  dmsShutIn: Set<string>
  blocked: Set<string>
}

/** A bot and its application, which share one id. */
export interface BotState {
  id: string
  token: string
  ownerId: string
  description: string
  /** Bits of privileged intents that the application was granted. */
  privilegedIntents: number
  globalCommands: Map<string, CommandState>
  guildCommands: Map<string, Map<string, CommandState>>
  /** How often it has identified, for the daily allowance. */
  identifies: number
  /** Simulated milliseconds of the DM channels it opened lately. */
  dmOpenings: number[]
}

export interface CommandState {
  id: string
  type: number
  applicationId: string
  guildId: string | undefined
  version: string
  name: string
  description: string
  options: CommandOption[]
  defaultMemberPermissions: string | null
  contexts: number[] | null
  integrationTypes: number[]
  nsfw: boolean
  nameLocalizations: Record<string, string> | null
  descriptionLocalizations: Record<string, string> | null
}

export interface CommandOption {
  type: number
  name: string
  description: string
  required?: boolean
  choices?: { name: string; value: string | number }[]
  options?: CommandOption[]
  channel_types?: number[]
  min_value?: number
  max_value?: number
  min_length?: number
  max_length?: number
  autocomplete?: boolean
}

export interface RoleState {
  id: string
  name: string
  permissions: bigint
  position: number
  color: number
  /** The bot whose own role this is. */
  botId: string | undefined
}

export interface MemberState {
  userId: string
  roles: Set<string>
  nick: string | null
  joinedAt: Date
  timedOutUntil: Date | null
}

export interface OverwriteState {
  id: string
  /** 0 role, 1 member. */
  type: 0 | 1
  allow: bigint
  deny: bigint
}

export interface AuditEntryState {
  id: string
  actionType: number
  userId: string
  targetId: string | null
  reason: string | undefined
  changes: { key: string; new_value?: unknown; old_value?: unknown }[]
  options: Record<string, string> | undefined
}

export interface InviteState {
  code: string
  channelId: string
  inviterId: string
  createdAt: Date
  maxAgeSeconds: number
  maxUses: number
  uses: number
  temporary: boolean
}

export interface GuildState {
  id: string
  name: string
  ownerId: string
  roles: Map<string, RoleState>
  members: Map<string, MemberState>
  bans: Map<string, { reason: string | null }>
  auditLog: AuditEntryState[]
  invites: Map<string, InviteState>
}

export interface GuildChannelState {
  kind: 'guild'
  id: string
  type: 0 | 2 | 4 | 5 | 15
  guildId: string
  name: string
  topic: string | null
  parentId: string | null
  position: number
  rateLimitPerUser: number
  nsfw: boolean
  overwrites: Map<string, OverwriteState>
}

export interface ThreadState {
  kind: 'thread'
  id: string
  type: 10 | 11 | 12
  guildId: string
  parentId: string
  ownerId: string
  name: string
  /** User id to the time of joining. */
  members: Map<string, Date>
  archived: boolean
  locked: boolean
  invitable: boolean
  autoArchiveMinutes: number
  archiveTimestamp: Date
  createdAt: Date
  rateLimitPerUser: number
}

export interface DmState {
  kind: 'dm'
  id: string
  type: 1
  recipients: [string, string]
}

export type ChannelState = GuildChannelState | ThreadState | DmState

export interface AttachmentState {
  id: string
  channelId: string
  filename: string
  description: string | undefined
  contentType: string | undefined
  bytes: Uint8Array
}

/** Whom a message really notified, after `allowed_mentions` and permissions. */
export interface Pings {
  everyone: boolean
  users: string[]
  roles: string[]
}

export interface MessageState {
  id: string
  channelId: string
  authorId: string
  type: number
  content: string
  embeds: Record<string, unknown>[]
  components: Record<string, unknown>[]
  attachments: AttachmentState[]
  flags: number
  pings: Pings
  tts: boolean
  pinned: boolean
  sentAt: Date
  editedAt: Date | null
  nonce: string | undefined
  replyTo: { messageId: string; channelId: string } | undefined
  /** The interaction that it answers. */
  interactionId: string | undefined
  applicationId: string | undefined
  /** The only person who sees it, for ephemeral answers. */
  ephemeralFor: string | undefined
  /** Ephemeral, and its reader has reloaded Discord since. */
  vanished: boolean
  deleted: boolean
}

export interface InteractionState {
  id: string
  token: string
  applicationId: string
  /** 2 command, 3 component, 4 autocomplete, 5 form. */
  type: 2 | 3 | 4 | 5
  userId: string
  guildId: string | undefined
  channelId: string
  name: string | undefined
  /** The message whose button or select was used, or from whose button the form came. */
  sourceMessageId: string | undefined
  /** For a form: the interaction whose answer opened it. */
  openedBy: string | undefined
  /** Real milliseconds on this process's steady clock, for the three seconds. */
  startedAtReal: number
  /** The same for the first answer, once given. */
  answeredAtReal: number | undefined
  /** Simulated, for the fifteen minutes. */
  startedAt: Date
  /** The first answer's callback type, once given. */
  callbackType: number | undefined
  callbackData: Record<string, unknown>
  originalMessageId: string | undefined
  /** A deferred new message that has not been filled yet. */
  thinking: boolean
  followUpIds: string[]
  /** Set when three seconds went by without an answer. */
  expired: boolean
}
