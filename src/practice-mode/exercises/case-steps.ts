import type { Cast, Step } from './kinds.ts'
import { did, theMember } from './people.ts'
import type { View } from './view.ts'

/** Steps that several exercises have in common; `ref` says which case is meant. */

type Who = (cast: Cast) => string
type Which = (v: View) => string

/** The case that was prepared. */
export const prepared: Which = ({ cast }) => cast.ref

/** The case that was opened since. */
export const openedSince: Which = (v) => (v.caseRef() === v.cast.ref ? '' : v.caseRef())

/** The room of the prepared case, or of the one that comes. */
export const caseRoom = ({ ref }: Cast): string =>
  ref === '' ? 'the room of the case' : `the room of ${ref}`

/** *Agree to ask*, by an admin who did not open the case. */
export const agreesToAsk = (who: Who, ref: Which, room = caseRoom): Step => ({
  as: who,
  text: (cast) => `open ${room(cast)} under case-rooms and press Agree to ask on the card.`,
  hint: 'Rooms are the threads on the left. The card is the first message in the room; its buttons change as the case goes on.',
  done: (v) => v.logged(ref(v), '', 'Agreed to ask for the other side'),
  why: 'A second admin agreed before anybody was written to, so no one person can start this alone.',
  rules: ['D4'],
})

/** *Give my side*, as often as one likes, then *That's all*. */
export const givesTheirSide = (who: Who, ref: Which): Step => ({
  as: who,
  text: () =>
    'open the direct message from the bot, press Give my side, write something and send it. Then press That’s all.',
  hint: 'The notice says that nothing is decided yet. That’s all stands below the answer that thanks you; until then you can add as much as you like.',
  done: (v) =>
    v.logged(ref(v), 'the respondent', 'gave their side') && v.logged(ref(v), '', 'sign-off is open'),
  why: 'Both sides were heard before anybody could sign: sign-off opened only when the reply had closed.',
  rules: ['D4', 'D5', 'F5'],
})

/** *Sign*, as one of two or more. */
export const signs = (who: Who, ref: Which, why: string, rules: readonly string[] = ['D5']): Step => ({
  as: who,
  text: () => 'go back to the room, read the card and press Sign.',
  hint: 'The card shows what is said to have happened, the person’s side, the step with its reason, and the letter as it will be read.',
  done: (v) => did(v, who, ref(v), 'Signed the decision'),
  why,
  rules,
})

/** *I've read this* in the letter. */
export const readsTheLetter = (who: Who, ref: Which, why: string, rules: readonly string[]): Step => ({
  as: who,
  text: () => 'read the letter in your direct messages and press I’ve read this.',
  hint: 'The letter is a message of the bot, with the whole letter as a file. It comes a moment after the last signature, between 9 in the morning and 6 in the evening.',
  done: (v) => v.room(ref(v)).some((m) => m.text.includes('they pressed that they have read it')),
  why,
  rules,
})

/** `/warn` with its form, and *Put to the admins*. */
export const warns = (who: Who, why: string, rules: readonly string[]): Step => ({
  as: who,
  text: (cast) =>
    `write /warn, choose ${theMember(cast)} as the person and fill in the form: what happened, when (write: yesterday) and a rule that was broken. Read what the answer says, then press Put to the admins.`,
  hint: 'Any channel will do, since only you see the answer. If something is missing the form comes back with everything that you typed.',
  done: (v) => openedSince(v) !== '',
  why,
  rules,
})
