import type { SanctionName } from './facts.ts'
import { cleanLine, truncate } from './plain-text.ts'

/** The settings of the ladder that a letter's "what happens next" depends on (E4). */
export interface LadderInWords {
  readonly lifetimeWindow: 'from_ban' | 'from_warning'
  readonly warningsCount: 'any_platform' | 'same_platform'
}

/** A sanction in words: "a 30-day ban". */
export function sanctionInWords(kind: SanctionName): string {
  switch (kind) {
    case 'warning':
      return 'a warning'
    case 'ban30':
      return 'a 30-day ban'
    case 'lifetime':
      return 'a lifetime ban'
  }
}

/** What happens next if the behaviour goes on, as the ladder has it (E4, E10), for the letter of `outcome`. */
export function whatNext(
  outcome: SanctionName | 'words_of_advice' | 'no_further_action' | 'come_back' | 'left_lifted',
  platformName: string,
  ladder: LadderInWords,
): string {
  const platform = inShort(platformName)
  switch (outcome) {
    case 'warning':
      return (
        `If you break these rules again within twelve months of the date of this letter, ` +
        `${ladder.warningsCount === 'any_platform' ? "on any of the CLP's platforms" : `on ${platform}`}, ` +
        `the next step is a 30-day ban from the platform where it happens. You would be asked for your side first.`
      )
    case 'ban30':
      return afterBan('If you carry on once this ban has ended', 'this letter', platform, ladder)
    case 'come_back':
      return afterBan('If you carry on', 'the letter that told you of the ban', platform, ladder)
    case 'left_lifted':
      return (
        `The decision itself stays on record until it is deleted, and you can still appeal against it. ` +
        `Please keep to the rules on ${platform}.`
      )
    case 'lifetime':
      return (
        `There is no further step on ${platform}. If you break these rules on another of the CLP's platforms, ` +
        `you can be banned from that one too. You would be asked for your side first.`
      )
    case 'words_of_advice':
      return (
        `If it goes on, the admin team may open a case, which can lead to a warning or a ban. ` +
        `You would be asked for your side first.`
      )
    case 'no_further_action':
      return 'You need do nothing. This matter is closed.'
  }
}

function afterBan(start: string, banLetter: string, platform: string, ladder: LadderInWords): string {
  const from = ladder.lifetimeWindow === 'from_ban' ? banLetter : 'the warning that came before it'
  return (
    `${start}, within twelve months of the date of ${from}, the next step is a lifetime ban from ${platform}. ` +
    `You would be asked for your side first.`
  )
}

/** Who decides, in a sentence that is true also where others stand in for the platform's admins (D5, D7). */
export function adminsDecide(signatures: number, platformName: string): string {
  const number = ['no', 'one', 'two', 'three', 'four', 'five'][signatures] ?? String(signatures)
  return (
    `At least ${number} people decide together, never one alone, and nobody who is involved in the matter: ` +
    `people of the admin team of ${inShort(platformName)}, or other officers of the CLP who stand in for them.`
  )
}

/** The way to appeal that always exists: writing to the CLP Secretary (H1). */
export function appealInWriting(secretaryContact: string): string {
  return `Write to the CLP Secretary: ${secretaryContact}.`
}

/**
 * The link with which someone adds the bot to their own account, so that its commands work for them even when they are
 * banned (H1). Nothing but digits goes into it.
 */
export function addAppLink(appId: string): string {
  const id = appId.replaceAll(/\D/g, '').slice(0, 20)
  return `https://discord.com/oauth2/authorize?client_id=${id}&scope=applications.commands&integration_type=1`
}

/** Sentences that a message must hold whole name a platform in at most 40 characters. */
function inShort(platformName: string): string {
  return truncate(cleanLine(platformName), 40)
}
