import type { Actor } from '../casework/actor.ts'
import type { Sent } from '../casework/keep-files.ts'
import type { Clp } from '../casework/ports.ts'
import type { Typed } from '../casework/send-once.ts'
import type { ServerFacts } from '../casework/doctor/check-server.ts'
import type { NotAsked } from '../casework/doctor/findings.ts'
import type { OfficeHolding } from '../policy/offices.ts'
import type { ReadMessages } from '../register/posted.ts'
import type { Answer } from './answer.ts'

/** Someone as an option or a menu names them. */
export interface Person {
  id: string
  name: string
  isBot: boolean
}

/** A post as a message menu hands it over. */
export interface Post {
  author: Person
  text: string
  link: string
  postedAt: string
  attachments: Sent[]
  /** A message of this bot itself: a card in a room, say. */
  ofThisBot: boolean
}

/** The values of a command's options, or of a form, by name. */
export interface Values {
  text(name: string): string
  texts(name: string): string[]
  person(name: string): Person | null
  channel(name: string): string | null
  /** The files of a field for files. */
  files(name: string): Sent[]
  /** Everything that was typed into a form, by the ids of its fields. */
  typed(): Typed
}

/** Everything about one press, command or form. */
export interface Context {
  clp: Clp
  actor: Actor
  values: Values
  /** The post or person that a menu was used on. */
  post?: Post
  target?: Person
  /** Something of this CLP that lives outside casework: permissions, names. */
  server: ServerView
  /** True in the bot's DM with the person, where an answer may stay. */
  inDm: boolean
  /** What they wrote in this DM from one message on, and the files with it, to fill a form in; empty elsewhere. */
  wrote(messageId: string): Promise<{ text: string; files: Sent[] }>
}

/** What handlers may ask about the server as Discord shows it. */
export interface ServerView {
  name: string
  /** The server as Discord shows it to the bot (`/setup check`), or why it could not be asked. */
  examine(of: {
    settings: { logChannelId: string | null; roomsChannelId: string | null }
    holdings: OfficeHolding[]
  }): Promise<ServerFacts | NotAsked>
  /** What keeps a channel from being used, or null. */
  channelProblem(channelId: string, use: 'log' | 'rooms'): Promise<string | null>
  /** Someone by their id; null when Discord does not know them. */
  person(userId: string): Promise<Person | null>
  /** Reads the posts of the log channel back, for `/register verify`. */
  readMessages: ReadMessages
}

/** A slash command or menu: its definition for Discord, and what it does. `run` gets the full name of a subcommand. */
export interface Command {
  data: { name: string; [more: string]: unknown }
  /** Takes longer than a moment: a first answer is given at once and edited. */
  slow?: boolean
  /** Works while the CLP stands still after a restore. */
  whilePaused?: true
  /** Subcommands of a slow command that answer at once: a form must be the first answer. */
  prompt?: readonly string[]
  /** Works in DMs too, and wherever someone has the app on their own account. It takes no options. */
  anywhere?: boolean
  run(c: Context, sub: string): Promise<Answer>
  /** Suggestions for an option: what this user may see. */
  suggest?(c: Context, option: string, typed: string, sub: string): Promise<{ name: string; value: string }[]>
}

/** A button, a select or a form. `args` are what its custom id carries, unchecked. */
export interface Component {
  name: string
  slow?: boolean
  /** Works while the CLP stands still after a restore. */
  whilePaused?: true
  run(c: Context, args: string[]): Promise<Answer>
}
