import type { SeenMessage } from '../../practice/discord/seen.ts'
import type { Cast } from './kinds.ts'

/** What people can see of an exercise. */
export interface View {
  cast: Cast
  /** What a person was shown since it began, private answers and forms included. */
  shown(person: string): string[]
  /** What the bot wrote to a person, as it reads now, oldest first. */
  dm(person: string): SeenMessage[]
  /** Everything in the room of a matter, as it reads now. */
  room(ref: string): SeenMessage[]
  /** Whoever is in the room of a matter, by user id. */
  inRoom(ref: string): string[]
  /** The lines about a matter in the Secretary's log. */
  log(ref: string): string[]
  /** Whether the log says that somebody did something in a matter. */
  logged(ref: string, who: string, what: string): boolean
  /** The case about the member that was opened since, or the one that was prepared; empty while there is none. */
  caseRef(): string
  /** The appeal against the prepared case; empty while there is none. */
  appealRef(): string
  isBanned(): boolean
}

/** Looks at the practice Discord as it is now. `since` (simulated) is when the exercise began. */
export function viewOf(cast: Cast, since: Date): View {
  const { discord, clp } = cast.stage
  const threads = (ref: string) =>
    ref === '' ? [] : discord.threads(clp.guild).filter((t) => t.name === ref)
  const room = (ref: string) => threads(ref).flatMap((t) => discord.messages(t.id))
  const log = (ref: string) =>
    discord
      .messages(clp.channels.log)
      .flatMap((message) => message.content.split('\n'))
      .filter((line) => ref !== '' && line.includes(` · ${ref} · `))
  const newest = (isOne: (ref: string) => boolean): string =>
    discord
      .threads(clp.guild)
      .map((t) => t.name)
      .findLast(isOne) ?? ''
  const cardSays = (ref: string, text: string): boolean => room(ref).some((m) => m.text.includes(text))
  return {
    cast,
    shown: (person) =>
      discord
        .as(person)
        .reads()
        .filter((read) => read.at >= since)
        .map((read) => read.text),
    dm: (person) => discord.dm(person),
    room,
    inRoom: (ref) => threads(ref).flatMap((t) => t.members),
    log,
    logged: (ref, who, what) => log(ref).some((line) => line.includes(` · ${who}`) && line.includes(what)),
    caseRef: () => newest((ref) => /^\d{4}-\d{3}/.test(ref) && cardSays(ref, `**About:** <@${cast.member}>`)),
    appealRef: () =>
      newest((ref) => ref.startsWith('A') && cast.ref !== '' && cardSays(ref, `**About:** ${cast.ref}`)),
    isBanned: () => discord.bans(clp.guild).some((ban) => ban.userId === cast.member),
  }
}

/** The appeal against the prepared case, for texts that name it; *the appeal* while there is none. */
export const theAppeal = (cast: Cast): string => viewOf(cast, new Date(0)).appealRef() || 'the appeal'
