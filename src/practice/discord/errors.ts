/** Discord's refusals, as its REST interface words them. */

/** Nested form errors: a path of field names and indexes that ends in `_errors`. */
export interface NestedErrors {
  [field: string]: NestedErrors | FieldError[]
}

export interface FieldError {
  code: string
  message: string
}

/** A refusal: HTTP status, Discord's own code and message, and for a form the fields that are wrong. */
export class DiscordError extends Error {
  readonly status: number
  readonly code: number
  readonly errors: NestedErrors | undefined

  constructor(status: number, code: number, message: string, errors?: NestedErrors) {
    super(message)
    this.status = status
    this.code = code
    this.errors = errors
  }

  /** The JSON body that Discord sends. */
  body(): Record<string, unknown> {
    const plain = { message: this.message, code: this.code }
    return this.errors === undefined ? plain : { ...plain, errors: this.errors }
  }
}

const REFUSALS = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownInvite: [404, 10006, 'Unknown Invite'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownRole: [404, 10011, 'Unknown Role'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownBan: [404, 10026, 'Unknown Ban'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  unknownCommandPermissions: [404, 10066, 'Unknown application command permissions'],
  openingDmsTooFast: [403, 40003, 'You are opening direct messages too fast'],
  bannedFromGuild: [403, 40007, 'The user is banned from this guild.'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  wrongChannelKindForDm: [403, 50003, 'Cannot execute action on a DM channel'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  cannotMessageUser: [403, 50007, 'Cannot send messages to this user'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  bulkDeleteTooOld: [400, 50034, 'A message provided was too old to bulk delete'],
  invalidRecipient: [400, 50033, 'Invalid Recipient(s)'],
  invalidToken: [401, 50027, 'Invalid Webhook Token'],
  archivedThread: [400, 50083, 'Thread is archived'],
  tooManyFollowUps: [400, 40094, 'This interaction has reached the maximum number of follow up messages'],
  noSharedServer: [403, 50278, 'Cannot send messages to this user due to having no mutual guilds'],
  systemMessage: [403, 50021, 'Cannot execute action on a system message'],
} as const satisfies Record<string, readonly [number, number, string]>

/** The refusal of that name. */
export function refusal(name: keyof typeof REFUSALS): DiscordError {
  const [status, code, message] = REFUSALS[name]
  return new DiscordError(status, code, message)
}

/** The refusal of a form whose fields are wrong (50035). */
export function invalidForm(errors: NestedErrors): DiscordError {
  return new DiscordError(400, 50035, 'Invalid Form Body', errors)
}

/** The refusal of one wrong field, given its path (`['content']`, `['embeds', '0', 'title']`). */
export function invalidField(path: readonly string[], code: string, message: string): DiscordError {
  let errors: NestedErrors = { _errors: [{ code, message }] }
  for (const field of [...path].reverse()) errors = { [field]: errors }
  return invalidForm(errors)
}
