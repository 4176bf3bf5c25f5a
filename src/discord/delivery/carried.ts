import type { APIMessage } from 'discord-api-types/v10'
import { truncate } from '../../letters/plain-text.ts'
import { messageLimit } from '../../letters/templates.ts'
import type { MessageBody } from '../../outbox/wire.ts'

/** Stands between what a letter was edited to say and what it had been edited to say before. */
const BEFORE = '\n-# Before this:\n'

/**
 * What a letter is to say once it is edited: the new words, and below them what it was edited to say before, so that a
 * later edit takes no outcome from somebody whom nothing else reaches (H10, G4). The letter as it was first sent is not
 * kept: its full text is attached. `outlived` is true of what the new words take the place of.
 */
export function withWhatItCarried(
  content: string,
  letter: APIMessage,
  first: MessageBody,
  outlived: (said: string) => boolean = () => false,
): string {
  const carried =
    letter.edited_timestamp === null || letter.content === first.content
      ? []
      : letter.content.split(BEFORE).filter((said) => !outlived(said))
  return carried.reduce((all, said) => {
    const room = messageLimit - all.length - BEFORE.length
    return room < LEAST ? all : `${all}${BEFORE}${truncate(said, room)}`
  }, content)
}

/** Less than this says nothing. */
const LEAST = 80
