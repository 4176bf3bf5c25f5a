/** Who presses or types, as Discord's signed gateway event says; offices come from the register alone (A2). */
export interface Actor {
  /** Discord user id. */
  id: string
  /** Display name, as typed by the person: show it as text only (F4). */
  name: string
}

/** The bot itself, when a date or an answer from Discord moves a matter on. */
export const BOT: Actor = { id: 'bot', name: 'the bot' }
