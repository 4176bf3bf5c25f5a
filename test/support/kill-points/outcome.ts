import type { PracticeDiscord } from '../../../src/practice/discord/practice-discord.ts'
import type { MessageState } from '../../../src/practice/discord/state.ts'
import { seeMessage } from '../../../src/practice/discord/seen.ts'
import type { SmallClp } from '../../../src/practice/small-clp.ts'
import { parseLogPost } from '../../../src/register/log-line.ts'
import type { Facts } from './facts.ts'

/**
 * What a part of the story left behind on Discord and in the register, without what differs from run to run: ids, times
 * of day, marks, and how log lines share messages. Two runs with the same outcome did the same, once each.
 */
export interface Outcome {
  /** What each person was sent, oldest first. */
  messages: Record<string, string[]>
  /** Who is in each room, and what stands in it. */
  rooms: Record<string, { people: string[]; says: string[] }>
  bans: string[]
  /** Bans, unbans, rooms and their people, as Discord's own audit log and notes tell them. */
  doings: string[]
  /** The lines of the log channel that are not gathered by day, sorted. */
  log: string[]
  /** The entries of the register, sorted. */
  entries: string[]
  members: string[]
  /** Effects that were given up, since Discord said no for good: the same ones as undisturbed. */
  givenUp: string[]
}

/** `anyDay`: days do not count either, for runs that went past midnight. */
export function outcomeOf(
  discord: PracticeDiscord,
  clp: SmallClp,
  facts: Facts,
  { anyDay = false } = {},
): Outcome {
  const { world } = discord
  const guild = world.guild(clp.guild)
  const name = (id: string | null) => world.users.get(id ?? '')?.globalName ?? String(id)
  const plain = (text: string) => withoutChance(anyDay ? text.replaceAll(DAY, 'DAY') : text)
  const said = (message: MessageState) => {
    const seen = seeMessage(world, message)
    return plain([seen.text, ...seen.buttons.map((b) => `[${b.label}]`)].join('\n'))
  }
  // answers to commands and presses are one person's affair: pressing again may be answered in other words
  const botsOwn = (channelId: string) =>
    world
      .history(channelId)
      .filter((m) => m.authorId === clp.bot.id && m.interactionId === undefined && m.type === 0)

  const messages: Outcome['messages'] = {}
  const rooms: Outcome['rooms'] = {}
  for (const channel of world.channels.values()) {
    if (channel.kind === 'dm') {
      const person = channel.recipients.find((id) => id !== clp.bot.id) ?? null
      messages[name(person)] = [
        ...(messages[name(person)] ?? []),
        ...botsOwn(channel.id)
          .map(said)
          .filter((text) => !OF_THE_DAY.test(text)),
      ]
    }
    if (channel.kind === 'thread') {
      const again = rooms[channel.name] ? ' once more' : ''
      rooms[channel.name + again] = {
        people: [...channel.members.keys()].map(name).sort(),
        says: botsOwn(channel.id).map(said),
      }
    }
  }
  return {
    messages,
    rooms,
    bans: [...guild.bans].map(([id, { reason }]) => `${name(id)}: ${reason}`).sort(),
    doings: guild.auditLog
      .filter((entry) => entry.userId === clp.bot.id && DOINGS.has(entry.actionType))
      .map((entry) => `${entry.actionType} ${name(entry.targetId)} ${entry.reason ?? ''}`.replace(ID, 'ID'))
      .sort(),
    log: once(
      world
        .history(clp.channels.log)
        .filter((m) => !m.content.startsWith('Refusals and deliveries of'))
        .flatMap((m) => parseLogPost(m.content))
        .filter((line) => !OF_THE_DAY.test(line.line))
        .map((line) => plain(`${line.who} · ${line.line} · ${line.matter ?? ''}`))
        .sort(),
    ),
    entries: once(
      facts.entries
        .filter(({ content }) => !OF_THE_DAY.test(content?.line ?? ''))
        .map(({ content }) =>
          content === null
            ? 'blank'
            : plain(`${content.action} ${content.matter ?? ''} ${content.actor.name} ${content.line}`),
        )
        .sort(),
    ),
    members: [...guild.members.keys()].map(name).sort(),
    givenUp: facts.failed.map((e) => e.replace(/: .*/s, '')).sort(),
  }
}

/** Ban, unban, thread made, thread deleted. */
const DOINGS = new Set([22, 23, 110, 112])
const ID = /\d{17,20}/
const DAY = /(?:[A-Z][a-z]+day )?\d{1,2} [JFMASOND][a-z]+ 20\d\d|20\d\d-\d\d-\d\d/g

const withoutChance = (text: string): string =>
  text
    .replaceAll(/\b\d\d:\d\d\b/g, 'TIME')
    .replaceAll(/ · [a-z2-7]{10}$/gm, ' · MARK')
    .replaceAll(/discord\.gg\/[\w-]+/g, 'discord.gg/CODE')
    .replaceAll(/<t:\d+/g, '<t:TIME')
    .replaceAll(/(discord\.com\/channels\/\d+\/\d+)\/\d+/g, '$1/POST')

/** What says on which days the bot was there, and is not the same where it was away on another (K5, D9). */
const OF_THE_DAY = /^Deletion of |^\*\*The week\*\*|waits? for you\.\*\*/

/** Somebody who got no answer to their command gives it again, and it is done and written down again. */
const ASKED_AGAIN = /Verified the register/
const once = (lines: string[]): string[] =>
  lines.filter((line, i) => !ASKED_AGAIN.test(line) || lines.indexOf(line) === i)

/** How two outcomes differ, one line each; none when they are the same. */
export function differences(expected: Outcome, found: Outcome): string[] {
  const lines = (o: Outcome) => ({
    ...Object.fromEntries(Object.entries(o.messages).map(([who, list]) => [`sent to ${who}`, list])),
    ...Object.fromEntries(
      Object.entries(o.rooms).flatMap(([room, r]) => [
        [`people in room ${room}`, r.people],
        [`said in room ${room}`, r.says],
      ]),
    ),
    bans: o.bans,
    doings: o.doings,
    log: o.log,
    entries: o.entries,
    members: o.members,
    'given up': o.givenUp,
  })
  const [a, b] = [lines(expected) as Record<string, string[]>, lines(found) as Record<string, string[]>]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => {
    const [want, got] = [a[key] ?? [], b[key] ?? []]
    if (JSON.stringify(want) === JSON.stringify(got)) return []
    const missing = without(want, got).map((x) => `${key}: missing: ${x}`)
    const extra = without(got, want).map((x) => `${key}: too many: ${x}`)
    return missing.length + extra.length > 0 ? [...missing, ...extra] : [`${key}: in another order`]
  })
}

/** What is in `a` and, counted, not in `b`. */
function without(a: string[], b: string[]): string[] {
  const left = [...b]
  return a.filter((x) => {
    const at = left.indexOf(x)
    if (at === -1) return true
    left.splice(at, 1)
    return false
  })
}
