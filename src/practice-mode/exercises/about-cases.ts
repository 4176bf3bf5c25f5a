import {
  agreesToAsk,
  caseRoom,
  givesTheirSide,
  openedSince,
  prepared,
  readsTheLetter,
  signs,
  warns,
} from './case-steps.ts'
import { heard, opened, sanctioned } from './history.ts'
import type { Exercise } from './kinds.ts'
import { daysOn } from './morning.ts'
import { ada, ben, chair, cleo, did, member, theClock, theMember } from './people.ts'

const FIRST_WARNING: Exercise = {
  id: 'first-warning',
  title: 'A first warning',
  aim: 'Take a case from the first form to a letter that the member has read.',
  about: 0,
  prepare: () => Promise.resolve(''),
  steps: [
    warns(
      ada,
      'The case says who, what, when and which rule. The bot worked out the step from earlier letters alone: with none, a warning.',
      ['D1', 'D3', 'E4'],
    ),
    agreesToAsk(ben, openedSince),
    givesTheirSide(member, openedSince),
    signs(
      ada,
      openedSince,
      'The admin who opened the case may sign, but is only one of the two who are needed.',
    ),
    signs(ben, openedSince, 'With two signatures it was decided, and the letter went out that was signed.', [
      'D5',
      'D6',
    ]),
    readsTheLetter(
      member,
      openedSince,
      'The warning counts from the day on which its letter arrived. The letter says what happened, what comes next and how to appeal.',
      ['F2', 'F3', 'E2'],
    ),
  ],
}

const BOTH_SIDES: Exercise = {
  id: 'both-sides',
  title: 'Hearing both sides',
  aim: 'Ask somebody for their side, give them the time that they need, and read what they said before you sign.',
  about: 1,
  prepare: (stage, about) => opened(stage, about, 'Shouted down another member in the meeting’s chat.'),
  steps: [
    agreesToAsk(ben, prepared),
    {
      as: member,
      text: () => 'open the direct message from the bot and press I need more time.',
      hint: 'The notice says until when there is time. The answer says how much longer it is now.',
      done: (v) => v.logged(v.cast.ref, 'the respondent', 'asked for more time'),
      why: 'Whoever is asked can have as long again, once, without giving a reason.',
      rules: ['D4'],
    },
    givesTheirSide(member, prepared),
    {
      as: cleo,
      text: (cast) => `open ${caseRoom(cast)} and press Read all on the card.`,
      hint: 'Read all gives the whole case as a file, to you alone. The reply is on the card too.',
      done: (v) => v.shown(v.cast.stage.clp.admins[2]).some((text) => text.includes(`${v.cast.ref}.txt`)),
      why: 'A signer read everything before signing: allegation, evidence and the reply.',
      rules: ['D4', 'C3'],
    },
    signs(cleo, prepared, 'An admin who neither opened the case nor agreed to ask looked at it afresh.'),
    signs(ada, prepared, 'Two people decided together, and only after the reply had closed.', ['D5']),
  ],
}

const SECOND_BREACH: Exercise = {
  id: 'second-breach',
  title: 'A second breach',
  aim: 'Somebody who was warned two weeks ago does it again: see which step follows, and carry the ban through to its end.',
  about: 2,
  async prepare(stage, about) {
    const ref = await sanctioned(stage, about, 'Called another member a liar in the general channel.')
    daysOn(stage.discord.clock, 14)
    return ref
  },
  steps: [
    {
      as: ada,
      text: (cast) => `write /history and choose ${theMember(cast)} as the person.`,
      hint: 'The answer says what stands now, until when it counts, and what the next step would be today.',
      done: (v) =>
        v.shown(v.cast.stage.clp.admins[0]).some((text) => text.includes(`History of ${theMember(v.cast)}`)),
      why: 'The history shows that the warning still counts, and until which day.',
      rules: ['E3', 'E4'],
    },
    warns(
      ada,
      'Because a warning counts, the step is a 30-day ban. Nobody could choose a harsher one, and no step was skipped.',
      ['D3', 'E4', 'E10'],
    ),
    agreesToAsk(ben, openedSince, () => 'the new case’s room'),
    givesTheirSide(member, openedSince),
    signs(ada, openedSince, 'The first of two signatures.'),
    signs(ben, openedSince, 'The second signature decided it.'),
    readsTheLetter(
      member,
      openedSince,
      'The letter came before the ban, so nobody finds themselves shut out without knowing why.',
      ['F3', 'G2'],
    ),
    {
      as: theClock,
      text: () => 'move on by 30 days, then by one more day.',
      hint: 'The ban ends at midnight after its thirtieth day. Look at the letter then: it was edited.',
      done: (v) =>
        !v.isBanned() &&
        v
          .dm(v.cast.member)
          .some(
            (m) =>
              m.text.includes(openedSince(v)) && /come back/i.test(m.text) && m.text.includes('discord.gg'),
          ),
      why: 'The ban ended by itself on its day, and the letter turned into an invitation to come back.',
      rules: ['G4'],
    },
  ],
}

const NO_SIGNATURE: Exercise = {
  id: 'no-signature',
  title: 'A signer who does not sign',
  aim: 'Two admins disagree and the third says nothing: see how a decision is reached all the same.',
  about: 3,
  prepare: (stage, about) => heard(stage, about, 'Posted the same attack on a member in three channels.'),
  steps: [
    {
      as: ben,
      text: (cast) => `open ${caseRoom(cast)}, press Don’t sign on the card and give a reason.`,
      hint: 'The reason is for the other signers; they read it on the card.',
      done: (v) => did(v, ben, v.cast.ref, 'Did not sign the decision'),
      why: 'Who does not sign says why, and the others can read it.',
      rules: ['D5'],
    },
    signs(ada, prepared, 'One for and one against: that decides nothing. Nobody can decide alone.'),
    {
      as: theClock,
      text: () => 'move on by a week, then by one more day.',
      hint: 'Cleo has not answered. After seven days of a tie the next officer stands in; they hear of it by direct message.',
      done: (v) => v.inRoom(v.cast.ref).includes(v.cast.stage.clp.chair),
      why: 'A tie that lasted a week brought in the Chair as a stand-in, so a case cannot get stuck.',
      rules: ['D5', 'D7'],
    },
    signs(chair, prepared, 'The Chair’s signature outnumbered the refusal: two to one, and it was decided.', [
      'D5',
      'D7',
    ]),
    readsTheLetter(member, prepared, 'What went out is what the two had signed.', ['D6', 'F3']),
  ],
}

/** The exercises of admins: cases. */
export const ABOUT_CASES: readonly Exercise[] = [FIRST_WARNING, BOTH_SIDES, SECOND_BREACH, NO_SIGNATURE]
