/** The platform that the bot lives on: there it carries sanctions out itself, everywhere else people do (B1). */
export const DISCORD = 'discord'
