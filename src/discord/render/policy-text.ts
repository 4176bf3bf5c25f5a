import { plainLine } from '../../letters/plain-text.ts'
import type { PolicySettings } from '../../runtime/config.ts'

const days = (n: number): string => `${n} ${n === 1 ? 'day' : 'days'}`

/** How long people have for their side, at the least. */
export const timeToReply = (p: PolicySettings): string => {
  const least = Math.min(p.reply.days.warning, p.reply.days.ban30, p.reply.days.lifetime)
  return least === 0 ? 'time' : `at least ${days(least)}`
}

/** The settings in force, in plain English (`/setup policy`). */
export function policyInWords(p: PolicySettings): string[] {
  return [
    `**The settings in force at ${p.clp.name}**`,
    `• Another admin has to agree before someone is written to: ${p.reply.agreeToAsk ? 'yes' : 'no'}.`,
    `• Time to reply: ${days(p.reply.days.warning)} for a warning, ${days(p.reply.days.ban30)} for a 30-day ban, ${days(p.reply.days.lifetime)} for a lifetime ban; ${days(p.reply.reopenDays)} more when something new is put to them.`,
    `• Signatures needed: ${p.signOff.signatures}. Stand-ins are asked after ${days(p.signOff.noneWithinDays)}; a tie is broken after ${days(p.signOff.tieDays)}.`,
    `• Warnings count ${p.ladder.warningsCountOn === 'any_platform' ? "on any of the CLP's platforms" : 'on the same platform only'}.`,
    `• What was decided on a branch's platforms ${p.branchesCountWithTheRest ? 'counts together with the rest' : 'is counted apart'}.`,
    `• A lifetime ban: ${p.ladder.lifetimeWindow === 'from_ban' ? 'within twelve months of the 30-day ban’s letter' : 'all three within twelve months of the warning'}.`,
    `• Incidents more than ${p.oldIncidentMonths} months old need a written reason.`,
    `• People are written to between ${p.sendingHours.from} and ${p.sendingHours.to}.`,
    `• A letter counts as unread after ${days(p.service.unreadDays)}; two attempts to serve it lie ${days(p.service.attemptsApartDays)} apart.`,
    `• People are told when a ban has failed ${p.carryingOut.failuresBeforeAlarm} times; the Social Media Officer when one on another platform, or its lifting, is ${p.carryingOut.overdueDays} days late.`,
    `• Whoever complained is told every ${days(p.complaints.tellDays)} that it is still open. Beyond ${p.complaints.mostOpen} open complaints, or ${p.complaints.mostADay} in a day, what someone sends is added to their open one.`,
    `• Files are kept up to ${p.complaints.fileMiB} MiB.`,
    `• *Pause posting*: ${p.complaints.pausePosting ? `on (minute ${plainLine(p.complaints.pausePosting.minute)})` : 'off'}.`,
    `• Safeguarding: ${plainLine(p.safeguarding.contact)}`,
    `• Appeals: ${p.appealRoutes.join(' ')}`,
    `• In an appeal the admins have ${days(p.appeals.statementDays)} for their statement, the appellant ${days(p.appeals.answerDays)} to answer, the EC ${days(p.appeals.voteDays)} to vote; more than half of the EC members without conflict, and at least ${p.appeals.quorumAtLeast}, must vote. Target: ${days(p.appeals.targetDays.ban30)} for a 30-day ban, ${days(p.appeals.targetDays.other)} otherwise.`,
    `• A first reply within ${days(p.appeals.reconsiderDays)} of the letter goes to the signers again.`,
    `• An appeal that nobody has worked on for ${days(p.appeals.idleDays)} is open to the trusted EC officers too.`,
    `• Everything personal is deleted two years after its own date; the daily deletion runs at ${p.retention.time}.`,
    `• Backups by the bot itself: ${p.backup.nightly ? 'every night' : 'off'}; backups are kept for ${days(p.backup.keepDays)}.`,
    `• Targets, which only remind: ${days(p.targets.warning)} for a case that can end in a warning, ${days(p.targets.ban)} for a ban, ${p.targets.months} months for anything. Beyond ${p.targets.reasonMonths} months the admins are asked to record a reason.`,
    `• Admins sign only once it is recorded when they were trained: ${p.trainedToSign ? 'yes' : 'no'}.`,
    `• Rules of the code: ${p.rules.map((r) => r.label).join('; ')}.`,
    'They stand in `config/policy.yaml`; whoever runs the bot can change them there.',
  ]
}
