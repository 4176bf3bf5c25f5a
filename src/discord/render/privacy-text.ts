import { plainLine } from '../../letters/plain-text.ts'
import type { PolicySettings } from '../../runtime/config.ts'
import { KEPT_MONTHS } from '../../register/entry.ts'

const YEARS = KEPT_MONTHS / 12
const howLong = YEARS === 2 ? 'two years' : `${KEPT_MONTHS} months`

/** The privacy notice, a paragraph each, from the settings in force (N3). */
export function privacyInWords(p: PolicySettings): string[] {
  const name = plainLine(p.clp.name)
  return [
    `**Who is responsible.** ${name}. To write to the Secretary, who answers for it: ${plainLine(p.clp.secretary)}. If you need this another way (large print, by post, read out): ${plainLine(p.contact)}.`,
    '**Why anything is held.** To carry out the CLP’s social media policy fairly: to hear both sides, to decide, to write to people, to lift bans on their day, and to be able to show that it was done properly. Data protection law calls that a legitimate interest. Nothing is sold, and nothing else is done with it but to count, without names, how many matters there were.',
    `**What is held.** Only what belongs to a matter: who complained and of what; what is said to have happened and the evidence, with copies of reported posts and of files up to ${p.complaints.fileMiB} MiB; what you wrote in a form; the letters, and when they reached you; who decided, voted and why; appeals; accounts on the CLP’s other platforms where a matter is about them; who holds which office; and a register of every act. The bot reads nothing that nobody reported: it asks Discord neither for what people write nor for the list of members. What you write to it in a direct message stays there; only a form that you send is kept.`,
    `**How long.** Everything personal is deleted ${howLong} after its own date: from the register, the log channel, the rooms, and the bot’s backups, in which it may be for up to ${p.backup.keepDays} days more. A letter in your own direct messages is your copy and stays. If the EC keeps a lifetime ban after that, what stays is the platform, the account, the date, the reference and the minute. Something still open may be held longer only with a minute of the EC.`,
    '**Who sees it.** Complaints and cases: the admins of that platform and the Social Media Officer, or officers who stand in for them. Appeals: the Secretary, and the EC members who vote. The register: the Secretary and the Chair. Nobody who has a part in a matter sees it or decides it. Whoever complained is not named without being asked. Where it is needed: the safeguarding contact, the police, the National Complaints team. Nothing about a person is ever posted where people without a part in it can read it. Discord carries the messages, and has a privacy policy of its own.',
    '**How it is kept safe.** In an encrypted file that belongs to the CLP, evidence included. The logs of the program hold nothing personal. People decide, at least two together; the bot decides nothing about anybody and scores nobody.',
    '**Your rights.** `/mydata` gives you a copy at once: what you wrote, what we wrote to you, and the decisions that you have had a letter about. With it come *Ask for the rest*, for whatever else is held about you, and *Correct or delete something*. Each is answered within one month, and costs nothing. If the Secretary is involved you can choose somebody else to deal with it. It works on the server, in a direct message to the bot, and also after a ban if you have added the app to your account. You can write to the Secretary instead.',
    `**If you are not satisfied.** Write to the Secretary. You can complain to the Information Commissioner’s Office at any time: ico.org.uk, 0303 123 1113. For how a matter was dealt with there is also the Party’s National Complaints team: ${plainLine(p.nationalRoute)}.`,
  ]
}
