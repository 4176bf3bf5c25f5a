import { atTheVote, banned, sanctioned } from './history.ts'
import type { Exercise, Step } from './kinds.ts'
import { theAppeal } from './view.ts'
import { ada, did, ec, member, nameOf, secretary, theClock } from './people.ts'

/** *Appeal* in the letter, with its form. */
const appeals: Pick<Step, 'as' | 'done'> = {
  as: member,
  done: (v) => v.appealRef() !== '',
}

const CONFLICTED_SECRETARY: Exercise = {
  id: 'conflicted-secretary',
  title: 'A conflicted Secretary',
  aim: 'Appeal past a Secretary who is involved, and see that she learns nothing of it.',
  about: 4,
  prepare: (stage, about) => sanctioned(stage, about, 'Made fun of the Secretary’s minutes at length.'),
  steps: [
    {
      ...appeals,
      text: (cast) =>
        `press Appeal in the letter. Say what should change, and at “Is the Secretary involved?” choose ${nameOf(cast, ec(0)(cast))}.`,
      hint: 'The letter is in your direct messages. No proof is asked for. If the form went off with “No”, begin the exercise again: it is about somebody else then.',
      done: (v) => v.appealRef() !== '' && !v.inRoom(v.appealRef()).includes(secretary(v.cast)),
      why: 'Saying that the Secretary is involved was enough: the appeal went to an officer whom the member trusts.',
      rules: ['H2', 'H3', 'A5'],
    },
    {
      as: secretary,
      text: (cast) => `look for ${theAppeal(cast)}: write /appeals view, with its reference.`,
      hint: 'The member’s acknowledgement names the reference. The answer is the same as for an appeal that does not exist.',
      done: (v) => v.shown(secretary(v.cast)).some((text) => text.includes('nothing with that reference')),
      why: 'The Secretary can neither see nor act in it; she gets the answer that any unknown reference gets, and her log shows restricted lines only.',
      rules: ['A5', 'A6', 'J4'],
    },
    {
      as: ec(0),
      text: (cast) => `open the room of ${theAppeal(cast)} and press Put to the EC.`,
      hint: 'The bot has written to you that there is an appeal for you to handle.',
      done: (v) =>
        v.dm(ada(v.cast)).some((m) => m.text.includes(v.appealRef()) && m.text.includes('put to the EC')),
      why: 'The trusted EC officer handles it from here as the Secretary would have.',
      rules: ['H3', 'H4'],
    },
  ],
}

const BANNED_APPEAL: Exercise = {
  id: 'banned-appeal',
  title: 'A banned member’s appeal',
  aim: 'Somebody who is banned appeals from the letter, both sides are written down, and the vote opens.',
  about: 5,
  async prepare(stage, about) {
    const ref = await banned(stage, about)
    stage.discord.as(about).addAppToAccount()
    return ref
  },
  steps: [
    {
      ...appeals,
      text: () =>
        'you are banned from the server. Press Appeal in the letter of the ban, and say what should change.',
      hint: 'The letter is in your direct messages, where its buttons go on working although you are banned.',
      why: 'Being banned takes nobody’s appeal away: the button in the letter, /appeal and a direct message all lead there.',
      rules: ['H1', 'H2'],
    },
    {
      as: secretary,
      text: (cast) => `open the room of ${theAppeal(cast)}, read the card and press Put to the EC.`,
      hint: 'The bot has written to you which appeal it is. You are the only one in the room so far.',
      done: (v) => did(v, secretary, v.appealRef(), 'Put the appeal to the EC'),
      why: 'The Secretary runs the appeal and decides nothing: she has signed no part of it.',
      rules: ['H3', 'A4'],
    },
    {
      as: ada,
      text: () => 'the bot has sent you a button. Press Add a statement, and write what the EC should know.',
      hint: 'It is in your direct messages. The signed case is the admins’ statement already; this adds to it, once.',
      done: (v) => did(v, ada, v.appealRef(), 'Added to the statement of the admins'),
      why: 'The admins could add to their statement, and the appellant sees every word of it.',
      rules: ['H4'],
    },
    {
      as: member,
      text: () =>
        'write /appeal in the direct messages with the bot, read what the admins added, press Answer and write. Then press That’s all.',
      hint: 'You have added the app to your account, as the letter offers, so its commands work although you are banned. The appeal stands in a message of its own below the answer.',
      done: (v) =>
        v.logged(v.appealRef(), '', 'The appellant answered') &&
        v.logged(v.appealRef(), '', 'said all that they want to say'),
      why: 'The person who appeals had the last word, before anybody voted.',
      rules: ['H4', 'H1'],
    },
    {
      as: theClock,
      text: () => 'move on by a week.',
      hint: 'The days for statements go by, and the vote opens by itself. Look into the room as a member of the EC.',
      done: (v) => v.logged(v.appealRef(), 'the bot', 'The vote of the EC on this appeal is open'),
      why: 'The vote opened when both sides were in, with the whole case file in front of it.',
      rules: ['H4', 'H5'],
    },
  ],
}

const votes = (n: 0 | 1 | 2, why: string, rules: readonly string[]): Step => ({
  as: ec(n),
  text: (cast) =>
    `open the room of ${theAppeal(cast)}, read the case file and press Stands or Does not stand. Give your reasons and send them.`,
  hint: 'The case file is in the room in numbered parts; the buttons of the vote are below the last one. Your reasons go to the appellant without your name.',
  done: (v) => did(v, ec(n), v.appealRef(), 'oted on the appeal'),
  why,
  rules,
})

const EC_VOTE: Exercise = {
  id: 'ec-vote',
  title: 'A vote of the EC',
  aim: 'Decide an appeal as the Executive Committee: read the file, vote with reasons, and see what the member is told.',
  about: 6,
  prepare: atTheVote,
  steps: [
    votes(0, 'A vote has reasons, and nobody sees it while the vote is open. It can be changed until then.', [
      'H5',
    ]),
    votes(1, 'Nobody votes who took the decision, or has a part in the matter.', ['A5', 'H5']),
    votes(2, 'Three of five have voted: more than half, and at least three, so the vote counts.', ['H6']),
    {
      as: theClock,
      text: () => 'move on by a week, so that the vote closes.',
      hint: 'It closes after seven days, or as soon as all have voted. A tie means that the decision does not stand.',
      done: (v) =>
        v.logged(v.appealRef(), 'the bot', 'The appeal is decided') &&
        v.dm(v.cast.member).some((m) => m.text.includes('**Your appeal**') && m.text.includes(v.appealRef())),
      why: 'The vote closed by itself, and the member was told the outcome with the reasons. How each one voted stays in the register.',
      rules: ['H5', 'H7', 'H10'],
    },
  ],
}

/** The exercises of the Secretary and the EC: appeals. */
export const ABOUT_APPEALS: readonly Exercise[] = [CONFLICTED_SECRETARY, BANNED_APPEAL, EC_VOTE]
