import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { violations } from '../../browser/axe.ts'
import { CHROMIUM, NO_CHROMIUM } from '../../browser/chromium.ts'
import { startPage } from '../../../src/practice/page/page-server.ts'
import { botProgram } from '../../support/bot-program.ts'
import { inBrowser } from '../../browser/in-browser.ts'
import { pageWorld } from './page-world.ts'

const WIDTHS = [
  { width: 1280, height: 800 },
  { width: 390, height: 800 },
] as const

describe.skipIf(CHROMIUM === null)(
  `the page in a browser${CHROMIUM === null ? ` (${NO_CHROMIUM})` : ''}`,
  () => {
    const { browser, opened: world } = inBrowser(pageWorld)

    test.each(WIDTHS)(
      'D1 with the keyboard alone, at $width pixels: a warning as an admin, and it comes to the others; axe finds nothing in light or dark',
      async ({ width, height }) => {
        const context = await browser().newContext({
          viewport: { width, height },
          reducedMotion: 'reduce',
          bypassCSP: true,
        })
        const tab = await context.newPage()
        tab.setDefaultTimeout(20_000)
        const wrong: string[] = []
        tab.on('pageerror', (error) => wrong.push(error.message))
        tab.on('request', (asked) => {
          if (!asked.url().startsWith(world().page.url)) wrong.push(`asked elsewhere: ${asked.url()}`)
        })
        const fine = async (state: string) =>
          expect((await violations(tab)).map((one) => `${state}: ${one}`)).toEqual([])
        const type = (text: string) => tab.keyboard.type(text)
        const key = (name: string) => tab.keyboard.press(name)

        const member = width > 400 ? 'Robin Ashdown' : 'Sam Okafor'
        await tab.goto(world().page.url)
        await tab.locator('#write').waitFor()
        await fine('at first')

        await tab.locator('#write').focus()
        await type('/warn')
        await tab.getByRole('option', { name: /^\/warn/ }).waitFor()
        await fine('the palette')
        await key('Enter')
        await type(member.slice(0, 5))
        await tab.getByRole('option', { name: new RegExp(member) }).waitFor()
        await fine('an option')
        await key('Enter')
        await key('Enter')
        await tab.getByRole('dialog', { name: `About ${member}` }).waitFor()
        await fine('a form')
        await type('Called somebody an idiot.')
        await key('Tab')
        await type('yesterday')
        await key('Tab')
        await key('Space')
        await tab.locator('dialog').getByRole('button', { name: 'Submit' }).focus()
        await key('Enter')
        const put = tab.getByRole('button', { name: 'Put to the admins' }).last()
        await put.focus()
        await key('Enter')
        await tab
          .locator('.message.ephemeral', { hasText: /\d{4}-\d{3}/ })
          .last()
          .waitFor()
        await tab.locator('.who .badge').waitFor()
        await fine('an answer')

        await tab.locator('button.who').focus()
        await key('Enter')
        await fine('the people')
        await tab.locator('dialog .person', { hasText: 'Ben Cole' }).focus()
        await key('Enter')
        await tab.locator('.who strong', { hasText: 'Ben Cole' }).waitFor()
        if (width < 700) {
          await tab.getByRole('button', { name: 'Channels and messages' }).focus()
          await key('Enter')
          await fine('the drawer')
        }
        await tab.locator('#places .thread').last().focus()
        await key('Enter')
        await tab.getByRole('button', { name: 'Agree to ask' }).last().waitFor()
        await fine('the room')

        await tab.locator('.message .more').last().focus()
        await key('Enter')
        await tab.getByRole('menu').waitFor()
        await fine('a menu')
        await key('Escape')
        expect(await tab.evaluate('document.activeElement.className')).toBe('more')
        expect(wrong).toEqual([])
        await context.close()
      },
    )

    test('nothing that somebody writes keeps the page from being drawn', async () => {
      const tab = await browser().newPage()
      tab.setDefaultTimeout(10_000)
      const wrong: string[] = []
      tab.on('pageerror', (error) => wrong.push(error.message))
      const { clp, discord } = world().page.session()
      const member = clp.members[3] as string
      const place = { guild: clp.guild, channel: clp.channels.general }
      const words = ['<t:99999999999999999>', '>'.repeat(1990), `a${'`'.repeat(1990)}`, '<img src=x>']
      for (const text of words) discord.as(member).say(place, text)
      discord.as(member).say(place, '> quoted\n> > twice, with `code`')
      await tab.goto(`${world().page.url}/#${member}/${clp.channels.general}`)
      const last = tab.locator('#messages article').last()
      await last.locator('blockquote', { hasText: '> twice, with code' }).waitFor()
      expect(await last.locator('blockquote').count()).toBe(1)
      expect(await last.locator('code').count()).toBe(1)
      expect(await tab.locator('#messages img').count()).toBe(0)
      expect(wrong).toEqual([])
      await tab.close()
    })

    test('the page says that the program behind it has ended, and goes on by itself with the next one', async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'clp-page-'))
      const start = (port: number) =>
        startPage({ port, dataDir, setUp: () => Promise.resolve(), program: botProgram('src/main.ts') })
      const first = await start(0)
      const tab = await browser().newPage()
      tab.setDefaultTimeout(20_000)
      const notice = tab.locator('#notice', { hasText: 'Practice mode has ended' })
      await tab.goto(first.url)
      await tab.locator('#write').waitFor()
      await first.close()
      await notice.waitFor()
      await tab.locator('#write').fill('hello')
      await tab.locator('#write').press('Enter')
      await tab.locator('.toast', { hasText: 'Practice mode has ended' }).waitFor()
      const second = await start(Number(new URL(first.url).port))
      await notice.waitFor({ state: 'detached' })
      await tab.locator('#write').waitFor()
      await tab.close()
      await second.close()
      rmSync(dataDir, { recursive: true, force: true })
    })
  },
)
