import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { configFor, loadConfig, stillExample, type Config } from '../../src/runtime/config.ts'

const shipped = fileURLToPath(new URL('../../config', import.meta.url))
const made: string[] = []
afterAll(() => made.forEach((dir) => rmSync(dir, { recursive: true })))

/** A copy of the shipped configuration with the policy's text changed. */
function copyWith(change: (yaml: string) => string): string {
  const dir = mkdtempSync(join(tmpdir(), 'config-'))
  made.push(dir)
  cpSync(shipped, dir, { recursive: true })
  const path = join(dir, 'policy.yaml')
  const text = readFileSync(path, 'utf8')
  const changed = change(text)
  expect(changed).not.toBe(text)
  writeFileSync(path, changed)
  return dir
}

function problems(change: (yaml: string) => string): string[] {
  const dir = copyWith(change)
  const loaded = loadConfig(dir)
  return loaded.ok ? [] : loaded.problems.map((one) => one.replace(`${dir}/`, ''))
}

function good(dir = shipped): Config {
  const loaded = loadConfig(dir)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.config
}

/** The line in the shipped file on which a text first stands. */
function lineOf(text: string): number {
  return readFileSync(join(shipped, 'policy.yaml'), 'utf8').split(text)[0]?.split('\n').length ?? 0
}

describe('the settings that come with the bot', () => {
  const { policy } = good()

  test('D1 old incidents: 12 months; D4 windows 3, 7, 14 and 3 again, agreeing to ask on', () => {
    expect(policy.oldIncidentMonths).toBe(12)
    expect(policy.reply).toEqual({
      agreeToAsk: true,
      days: { warning: 3, ban30: 7, lifetime: 14 },
      reopenDays: 3,
    })
  })

  test('D5 two signatures, ties after 7 days; D7 none within 5 days', () => {
    expect(policy.signOff).toEqual({ signatures: 2, tieDays: 7, noneWithinDays: 5 })
  })

  test('E4 warnings count on any platform, the window runs from the ban', () => {
    expect(policy.ladder).toEqual({ warningsCountOn: 'any_platform', lifetimeWindow: 'from_ban' })
  })

  test('F3 unread 7 days, attempts 7 days apart; F5 09:00 to 18:00; G4 three failures; G6 two days late', () => {
    expect(policy.service).toEqual({ unreadDays: 7, attemptsApartDays: 7 })
    expect(policy.sendingHours).toEqual({ from: '09:00', to: '18:00' })
    expect(policy.carryingOut).toEqual({ failuresBeforeAlarm: 3, overdueDays: 2 })
  })

  test('D1 the rules of the code fit a form: at most 25, labels of at most 100 characters, ids unique', () => {
    expect(policy.rules.length).toBeLessThanOrEqual(25)
    expect(new Set(policy.rules.map((rule) => rule.id)).size).toBe(policy.rules.length)
    expect(new Set(policy.rules.map((rule) => rule.label)).size).toBe(policy.rules.length)
    for (const { label } of policy.rules) expect(label.length).toBeLessThanOrEqual(100)
  })

  test('D1 every prohibition of the code of conduct has its rule', () => {
    const all = policy.rules.map((rule) => `${rule.label} ${rule.text}`).join('\n')
    for (const word of [
      ['harassment', 'intimidation', 'hateful language', 'bullying', 'gender', 'race', 'religion', 'age'],
      ['sexual orientation', 'gender identity', 'disability', 'personal attacks', 'shaming', 'derogatory'],
      [
        'anonymous accounts',
        'sexualised',
        'advances',
        'private information',
        'sharing',
        'trolling',
        'disrupting',
      ],
      ['making contact'],
    ].flat()) {
      expect(all).toMatch(new RegExp(`\\b${word}\\b`, 'i'))
    }
  })

  test('H1 the way to appeal that exists is writing to the Secretary', () => {
    expect(policy.appealRoutes).toEqual([
      expect.stringMatching(/^Write to the CLP Secretary: The Secretary, /),
    ])
    expect(policy.contact).not.toBe('')
    expect(policy.nationalRoute).not.toBe('')
  })
})

describe('F1 a mistake in the settings stops the start with file, line and what is expected', () => {
  test.each<[string, RegExp | string, string, string, string]>([
    [
      'a number out of range',
      '  signatures: 2',
      '  signatures: 1',
      'sign_off.signatures',
      'must be a whole number from 2 to 5',
    ],
    [
      'a text for a number',
      '    ban30: 7',
      '    ban30: seven',
      'reply.days.ban30',
      'must be a whole number from 0 to 28',
    ],
    [
      'a half',
      '  tie_days: 7',
      '  tie_days: 7.5',
      'sign_off.tie_days',
      'must be a whole number from 1 to 28',
    ],
    [
      'neither true nor false',
      '  agree_to_ask: true',
      '  agree_to_ask: often',
      'reply.agree_to_ask',
      'must be true or false',
    ],
    [
      'an unknown choice',
      '  lifetime_window: from_ban',
      '  lifetime_window: never',
      'ladder.lifetime_window',
      'must be from_ban or from_warning',
    ],
    [
      'no time of day',
      '    from: "09:00"',
      '    from: "9"',
      'letters.sending_hours.from',
      'must be a time of day in quotation marks, such as "09:00"',
    ],
    [
      'a time that YAML reads as a number',
      '    from: "09:00"',
      '    from: 9',
      'letters.sending_hours.from',
      'must be a time of day in quotation marks, such as "09:00"',
    ],
    [
      'an id with a space',
      '  - id: harassment',
      '  - id: Harass ment',
      'rules.0.id',
      'must be small letters, digits and hyphens, at most 40',
    ],
    [
      'an empty value',
      '  name: Exampleton CLP',
      '  name:',
      'clp.name',
      'must be a line of text of at most 60 characters',
    ],
    [
      'a blank value',
      '  name: Exampleton CLP',
      '  name: " "',
      'clp.name',
      'must not be empty: write a line of text of at most 60 characters',
    ],
  ])('F1 %s', (_, from, to, setting, expected) => {
    expect(problems((yaml) => yaml.replace(from, to))).toEqual([
      `policy.yaml:${lineOf(from as string)}: ${setting} ${expected}`,
    ])
  })

  test('F1 a label too long for a form, a contact too long for a message', () => {
    expect(problems((yaml) => yaml.replace('label: Bullying', `label: ${'x'.repeat(101)}`))).toEqual([
      expect.stringMatching(/^policy\.yaml:\d+: rules\.3\.label must be one line of at most 100 characters/),
    ])
    expect(problems((yaml) => yaml.replace('secretary: The', `secretary: ${'x'.repeat(100)} The`))).toEqual([
      expect.stringMatching(/^policy\.yaml:\d+: clp\.secretary must be one line of at most 120 characters/),
    ])
  })

  test('F1 a misspelt setting is named, and so is the one that is missing for it', () => {
    expect(problems((yaml) => yaml.replace('  tie_days: 7', '  tie_dais: 7'))).toEqual([
      `policy.yaml:${lineOf('sign_off:')}: sign_off.tie_days is missing. It must be a whole number from 1 to 28`,
      `policy.yaml:${lineOf('  tie_days: 7')}: sign_off.tie_dais is no setting. Look for a slip of the pen, or take it out`,
    ])
  })

  test('F1 a whole group missing or of another shape', () => {
    expect(problems((yaml) => yaml.replace(/^carrying_out:\n(?: .*\n)+/m, ''))).toEqual([
      'policy.yaml:1: carrying_out is missing. It must be a group of settings, as in the file that came with the bot',
    ])
    expect(problems((yaml) => yaml.replace(/^cases:\n(?: .*\n)+/m, 'cases: 12\n'))).toEqual([
      `policy.yaml:${lineOf('\ncases:') + 1}: cases must be a group of settings, as in the file that came with the bot`,
    ])
  })

  test('F5 hours that end before they begin', () => {
    expect(problems((yaml) => yaml.replace('to: "18:00"', 'to: "08:00"'))).toEqual([
      `policy.yaml:${lineOf('  sending_hours:')}: letters.sending_hours must begin before they end`,
    ])
  })

  test('D1 no rule, too many rules, an id used twice', () => {
    expect(problems((yaml) => yaml.replace(/^rules:[^]*/m, 'rules: []\n'))).toEqual([
      expect.stringMatching(/rules must have at least one rule$/),
    ])
    const rule = (n: number): string => `  - {id: r${n}, label: L${n}, text: T}\n`
    const many = Array.from({ length: 26 }, (_, n) => rule(n)).join('')
    expect(problems((yaml) => yaml.replace(/^rules:[^]*/m, `rules:\n${many}`))).toEqual([
      expect.stringMatching(/rules must have at most 25 rules/),
    ])
    expect(
      problems((yaml) => yaml.replace(/^rules:[^]*/m, `rules:\n${rule(1)}${rule(2)}${rule(1)}`)),
    ).toEqual([
      `policy.yaml:${lineOf('\nrules:') + 4}: rules.2.id must differ from the others: "r1" is used twice`,
    ])
  })

  test('F1 a file that is not YAML is named with its line', () => {
    expect(problems((yaml) => yaml.replace('  name: Exampleton CLP', '  name: "Exampleton'))[0]).toMatch(
      /^policy\.yaml:\d+: is not readable as YAML: /,
    )
    expect(problems((yaml) => yaml.replace('  tie_days: 7', '  tie_days: 7\n  tie_days: 8'))).toEqual([
      `policy.yaml:${lineOf('  tie_days: 7') + 1}: is not readable as YAML: Map keys must be unique`,
    ])
    expect(problems(() => '')).toEqual([
      expect.stringMatching(/^policy\.yaml:1: the file must be a group of settings/),
    ])
  })

  test('F1 several mistakes, in the settings and in a letter, are told at once', () => {
    const dir = copyWith((yaml) =>
      yaml.replace('  signatures: 2', '  signatures: 0').replace('  tie_days: 7', '  tie_days: 0'),
    )
    const letter = join(dir, 'letters', 'warning.md')
    writeFileSync(letter, readFileSync(letter, 'utf8').replace('{{national}}', ''))
    const loaded = loadConfig(dir)
    expect(loaded.ok ? [] : loaded.problems).toEqual([
      expect.stringContaining('sign_off.signatures'),
      expect.stringContaining('sign_off.tie_days'),
      `${letter}: lacks the National Complaints route (F2): put {{national}}`,
    ])
  })

  test('F1 missing files and folders', () => {
    const nowhere = join(tmpdir(), 'no-such-config')
    const loaded = loadConfig(nowhere)
    expect(loaded.ok ? [] : loaded.problems).toEqual([
      expect.stringContaining(`${join(nowhere, 'policy.yaml')}: cannot be read.`),
      expect.stringContaining(`${join(nowhere, 'letters')}: this folder cannot be read.`),
    ])
  })
})

describe('F2 a letter never gives a made-up address', () => {
  test('F2 each line that still names the made-up CLP is told', () => {
    expect(stillExample(good(), 'config')).toEqual(
      ['clp.name', 'clp.secretary', 'clp.another_way', 'clp.safeguarding'].map(
        (name) => `config/policy.yaml: ${name} is still the made-up one. Write your own CLP's there`,
      ),
    )
    const own = copyWith((yaml) =>
      yaml.replaceAll('Exampleton', 'Sampleford').replaceAll('exampleton.example', 'sampleford-clp.org.uk'),
    )
    expect(stillExample(good(own), own)).toEqual([])
  })
})

describe('one process serves many CLPs', () => {
  const other = (yaml: string): string =>
    yaml.replace(
      'servers: {}',
      'servers:\n  "123456789012345678":\n    name: Sampleford CLP\n    secretary: 2 Mill Lane\n    another_way: Lee\n    national_complaints: by post\n    safeguarding: Kim\n    safeguarding_person: ""',
    )

  test('F2 each server has its own name and contacts, the rest is shared', () => {
    const config = good(copyWith(other))
    const own = configFor(config, '123456789012345678').policy
    expect(own).toMatchObject({
      clp: { name: 'Sampleford CLP' },
      appealRoutes: ['Write to the CLP Secretary: 2 Mill Lane.'],
      nationalRoute: 'by post',
      contact: 'Lee',
    })
    expect(own.rules).toBe(config.policy.rules)
    expect(configFor(config, '999999999999999999').policy.clp.name).toBe('Exampleton CLP')
  })

  test('F1 a server under anything but its id is named', () => {
    expect(problems((yaml) => other(yaml).replace('"123456789012345678"', '"Sampleford"'))).toEqual([
      `policy.yaml:${lineOf('servers: {}') + 1}: servers.Sampleford must be under a server id: 17 to 20 digits in quotation marks`,
    ])
  })
})
