/**
 * What Discord would bring to life in a message, told apart from the code under test: a backslash shows the sign after
 * it as it is, everything else is looked for in what is left. Mentions and invitations are also looked for in the raw
 * text, since Discord's server reads that.
 */
export function liveIn(message: string): string[] {
  const left = message.replace(/\\[^0-9A-Za-z\s]/g, '\u0001')
  const patterns: [string, string, RegExp][] = [
    ['mention of everyone', message, /@(?:everyone|here)/i],
    ['mention by id', message, /@[!&]?\d{5,}/],
    ['invitation', message, /discord(?:app)?\.(?:gg|com\/invite)\/[\w-]/i],
    ['address', left, /[a-z]+:\/\//i],
    ['angle brackets', left, /<[@#/:at]/],
    ['emphasis', left, /[*_]/],
    ['strike-through', left, /~~/],
    ['spoiler', left, /\|\|/],
    ['code', left, /`/],
    ['masked link', left, /\[[^\]]*\]/],
    ['heading', left, /^ *#{1,3} /m],
    ['small print', left, /^ *-#/m],
    ['list', left, /^ *(?:[-+*]|\d+\.)(?: |$)/m],
    ['quote', left, /^ *>/m],
    ['emoji code', left, /:[\w+-]+:/],
  ]
  return patterns.filter(([, text, pattern]) => pattern.test(text)).map(([name]) => name)
}

/** What a reader sees of a message without live formatting. */
export function seen(message: string): string {
  return message.replace(/\\([^0-9A-Za-z\s])/g, '$1')
}
