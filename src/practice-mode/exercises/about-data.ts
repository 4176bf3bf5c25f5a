import { sanctioned } from './history.ts'
import type { Exercise } from './kinds.ts'
import { member, secretary, theMember } from './people.ts'

/** A member asks what is held about them. */
export const OWN_DATA: Exercise = {
  id: 'own-data',
  title: 'A request for one’s data',
  aim: 'A member asks what is held about them: part of it comes at once, the rest from the Secretary, who looks at each piece.',
  about: 7,
  prepare: (stage, about) => sanctioned(stage, about, 'Shared a mocking picture of another member.'),
  steps: [
    {
      as: member,
      text: () => 'write /privacy and read what is held about people, why, and for how long.',
      hint: 'Any channel will do, or the direct messages with the bot.',
      done: (v) => v.shown(v.cast.member).some((text) => text.includes('Who is responsible')),
      why: 'Everybody can see what is held, why, how long, who reads it and how to complain.',
      rules: ['N3'],
    },
    {
      as: member,
      text: () => 'write /mydata and look at the file that comes.',
      hint: 'It holds your own words, what the bot wrote to you, and decisions that you had a letter about.',
      done: (v) => v.shown(v.cast.member).some((text) => text.includes('my-data.html')),
      why: 'What is the member’s own came at once, to be read and as data for a program.',
      rules: ['N1'],
    },
    {
      as: member,
      text: () => 'press Ask for the rest below that answer, and send the form.',
      hint: 'You need not say what you look for. The answer says by which day you hear.',
      done: (v) =>
        v.dm(secretary(v.cast)).some((m) => m.text.includes('a person asks for whatever is held about them')),
      why: 'The request became a task of the Secretary with one month to answer. The member gets the same words whatever is held.',
      rules: ['N1', 'N2'],
    },
    {
      as: secretary,
      text: (cast) =>
        `the bot has sent you a task. Press Open, choose Release or Withhold for each piece about ${theMember(cast)}, then press Send and Yes, send it.`,
      hint: 'What somebody else wrote, or what would put somebody at risk, can be left out. If nothing else is held, Send is there at once.',
      done: (v) =>
        v.dm(v.cast.member).some((m) => m.text.includes('The answer to what you asked about your data')),
      why: 'A person looked at every piece before it went out, and the answer says the same to everybody about what may be missing.',
      rules: ['N1'],
    },
  ],
}
