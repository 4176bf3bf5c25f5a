/** Remembers everything that each person was ever shown, so that tests can look for what leaked. */
import { canSee } from '../permissions.ts'
import { textOf } from '../seen.ts'
import type { ChannelState, MessageState } from '../state.ts'
import type { World } from '../world.ts'

export interface Read {
  kind: 'message' | 'dm' | 'ephemeral' | 'channel' | 'thread' | 'form' | 'choices'
  /** The channel, thread or DM, by id. */
  channelId: string
  messageId: string | undefined
  /** Everything that could be read. */
  text: string
  /** Simulated. */
  at: Date
}

export interface Exposure {
  of(userId: string): Read[]
  note(userId: string, read: Omit<Read, 'at'>): void
}

/** Starts to watch. What is unchanged since a person last saw it is not noted twice. */
export function createExposure(world: World): Exposure {
  const reads = new Map<string, Map<string, Read>>()

  const note = (userId: string, read: Omit<Read, 'at'>): void => {
    const own = reads.get(userId) ?? new Map<string, Read>()
    reads.set(userId, own)
    const key = [read.kind, read.channelId, read.messageId, read.text].join('\u0000')
    if (!own.has(key)) own.set(key, { ...read, at: world.clock.now() })
  }

  const people = (channel: ChannelState): string[] => {
    const all = channel.kind === 'dm' ? channel.recipients : [...world.guild(channel.guildId).members.keys()]
    return all.filter((id) => !world.bots.has(id))
  }

  const noteMessage = (message: MessageState, readers: readonly string[]): void => {
    const channel = world.channels.get(message.channelId)
    if (channel === undefined || message.deleted || readers.length === 0) return
    const text = textOf(message)
    const kind = message.ephemeralFor !== undefined ? 'ephemeral' : channel.kind === 'dm' ? 'dm' : 'message'
    for (const id of readers) note(id, { kind, channelId: channel.id, messageId: message.id, text })
  }

  const noteName = (channel: ChannelState, readers: readonly string[]): void => {
    if (channel.kind === 'dm') return
    const kind = channel.kind === 'thread' ? 'thread' : 'channel'
    const text =
      channel.kind === 'guild' && channel.topic !== null ? `${channel.name}\n${channel.topic}` : channel.name
    for (const id of readers) note(id, { kind, channelId: channel.id, messageId: undefined, text })
  }

  const noteChannel = (channel: ChannelState, only: string | undefined): void => {
    const concerned = only === undefined ? people(channel) : people(channel).filter((id) => id === only)
    const readers = concerned.filter((id) => canSee(world, channel, id))
    if (readers.length === 0) return
    noteName(channel, readers)
    for (const message of world.history(channel.id)) {
      if (message.ephemeralFor === undefined) noteMessage(message, readers)
    }
  }

  world.watch((change) => {
    if (change.kind === 'message') {
      const { message } = change
      const channel = world.channels.get(message.channelId)
      if (channel === undefined) return
      const readers =
        message.ephemeralFor === undefined
          ? people(channel).filter((id) => canSee(world, channel, id))
          : [message.ephemeralFor]
      noteMessage(message, readers)
    } else if (change.kind === 'channel') {
      if (world.channels.has(change.channel.id))
        noteName(
          change.channel,
          people(change.channel).filter((id) => canSee(world, change.channel, id)),
        )
    } else if (change.kind === 'access') {
      for (const channel of world.channels.values()) {
        if (channel.kind === 'dm' || channel.guildId !== change.guildId) continue
        if (change.channelId === undefined || change.channelId === channel.id)
          noteChannel(channel, change.userId)
      }
    }
  })

  return { note, of: (userId) => [...(reads.get(userId)?.values() ?? [])] }
}
