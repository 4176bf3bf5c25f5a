/** What the page and its server say to each other: plain JSON, the same types on both sides. */

/** Someone one can be, in the order of the list. */
export interface PagePerson {
  id: string
  name: string
  username: string
  /** "Secretary", "Admin", "Member"; what they are there for, not what the bot knows. */
  office: string
  /** The heading that they stand under in the list. */
  group: string
  /** How many messages have come for them since anyone looked. */
  unread: number
  dmsShut: boolean
  /** Has added the bot to their own account. */
  appAdded: boolean
}

export interface PageChannel {
  id: string
  name: string
  kind: 'channel' | 'thread' | 'dm'
  /** The server; null for DMs. */
  server: string | null
  /** The channel that a thread stands under. */
  parent: string | null
  archived: boolean
  canWrite: boolean
  unread: number
}

export interface PageServer {
  id: string
  name: string
  /** Whether the person who looks may leave it; its owner may not. */
  mayLeave: boolean
  /** Who is banned there; null for those to whom Discord does not show it, since they may ban nobody. */
  bans: PageBan[] | null
}

export interface PageBan {
  user: string
  name: string
  reason: string | null
}

export interface PageFile {
  id: string
  name: string
  contentType: string | null
  size: number
  /** The words of a text file, up to some 4,000 characters; null for others. */
  preview: string | null
  /** Where it is downloaded, on the page's own address. */
  href: string
}

/** A component as Discord's JSON has it. */
export interface PageComponent {
  type: number
  id?: number
  custom_id?: string
  [field: string]: unknown
}

export interface PageMessage {
  id: string
  authorId: string
  authorName: string
  bot: boolean
  /** A line of Discord's own: someone was added to a thread. */
  system: boolean
  content: string
  embeds: Record<string, unknown>[]
  components: PageComponent[]
  files: PageFile[]
  ephemeral: boolean
  thinking: boolean
  /** Written by the person who looks, who may then delete it. */
  own: boolean
  /** The person who looks was notified. */
  pinged: boolean
  edited: boolean
  /** UTC instant of the simulated clock. */
  sentAt: string
}

export interface PageClock {
  /** UTC instant. */
  now: string
  /** The date in London, YYYY-MM-DD. */
  date: string
  /** While the clock moves: the person may wait. */
  moving: boolean
}

/** Everything that a chosen person may see at this moment. */
export interface PageState {
  /** Changes when everything was started over. */
  session: string
  /** False while the bot is starting or the CLP is being set up. */
  ready: boolean
  /** What keeps it from being ready, or went wrong; null when all is well. */
  notice: string | null
  people: PagePerson[]
  me: string
  servers: PageServer[]
  /** Servers with the bot on which the person is not. */
  outside: { id: string; name: string }[]
  channels: PageChannel[]
  /** The channel that is open, where the person can see it; its latest messages, oldest first. */
  channel: string | null
  messages: PageMessage[]
  /** How many older ones there are above them. */
  older: number
  /** Names for mentions: users, channels, roles by id. */
  names: { users: Record<string, string>; channels: Record<string, string>; roles: Record<string, string> }
  /** Members of the server of the open channel, or the two of a DM. */
  around: string[]
  bot: { id: string; name: string; running: boolean; outage: boolean }
  clock: PageClock
}

export interface PageChoice {
  name: string
  value: string | number
}

/** An option of a slash command; `type` is Discord's. */
export interface PageOption {
  name: string
  description: string
  type: number
  required: boolean
  choices: PageChoice[]
  autocomplete: boolean
  minLength: number | null
  maxLength: number | null
  channelTypes: number[]
}

/** A command as the palette shows it; subcommands stand by themselves ("officer appoint"). */
export interface PageCommand {
  path: string
  description: string
  options: PageOption[]
}

export interface PageCommands {
  slash: PageCommand[]
  /** Names in the menu of a message, and of a user. */
  messageMenu: string[]
  userMenu: string[]
}

/** A field of a form; `type` is Discord's: 4 text, 3 and 5–8 selects, 19 files, 21 radio, 22 and 23 checkboxes. */
export interface PageField {
  kind: 'field'
  customId: string
  label: string
  description: string | null
  type: number
  paragraph: boolean
  required: boolean
  value: string | string[] | boolean
  placeholder: string | null
  minLength: number
  maxLength: number
  minValues: number
  maxValues: number
  options: { label: string; value: string; description: string | null }[]
}

export interface PageNote {
  kind: 'note'
  text: string
}

export interface PageForm {
  id: string
  title: string
  parts: (PageField | PageNote)[]
}

/** What came of something that a person did. */
export interface PageAnswer {
  /** Discord's words where the bot did not answer in time. */
  failed: string | null
  form: PageForm | null
  /** The message that answers, and where it stands. */
  message: string | null
  channel: string | null
}

/** A file that a person picked, its bytes in base64. */
export interface PageUpload {
  name: string
  contentType: string
  data: string
}

/** A guided rehearsal. */
export interface PageExercise {
  id: string
  title: string
  /** One sentence. */
  aim: string
  /** What to do, in order, in plain English. */
  steps: string[]
  hints: number
  /** Which of the steps can be seen to be done; empty where it was not begun. */
  progress: boolean[]
  /** Every step was once seen to be done. */
  done: boolean
}

/** Where somebody stands in the exercise that was begun last. */
export interface PageRehearsal {
  id: string
  title: string
  /** The next step that is to be done, counted from 1; null when all are. */
  step: number | null
  steps: number
  /** What to do next, in words; empty when all is done. */
  text: string
  /** Whom to be for it; null for the clock. */
  me: string | null
}

/** One thing that an exercise asks for, and whether it was done. */
export interface PageCheckPoint {
  done: boolean
  text: string
  /** What to do where it is missing, or the rule it rests on, in words. */
  more: string | null
}

export interface PageCheck {
  done: boolean
  points: PageCheckPoint[]
}

export interface PageHint {
  text: string
  /** What of it is more than the step's own words. */
  more: string
  /** How many hints are left after this one. */
  left: number
}

/** Where an exercise leaves the person who began it. */
export interface PageExerciseStart {
  /** Words to begin with. */
  text: string
  /** Whom to be first, where it matters. */
  me: string | null
}
