import axeCore from 'axe-core'
import type { Page } from 'playwright-core'

/** In dark colours only what depends on colours is looked at again. */
const LOOKS = [
  { colorScheme: 'light', rules: '{}' },
  { colorScheme: 'dark', rules: "{ runOnly: ['color-contrast'] }" },
] as const

/** What axe finds wrong in light and in dark colours, one line each, and whether the page is wider than its window. */
export async function violations(tab: Page): Promise<string[]> {
  const lines: string[] = []
  await tab.evaluate(axeCore.source)
  for (const { colorScheme, rules } of LOOKS) {
    await tab.emulateMedia({ colorScheme })
    const found: { id: string; nodes: { html: string }[] }[] = await tab.evaluate(
      `axe.run(${rules}).then((result) => result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
    )
    for (const { id, nodes } of found)
      lines.push(...nodes.map(({ html }) => `${colorScheme}: ${id}: ${html.slice(0, 160)}`))
  }
  const tooWide: number = await tab.evaluate('document.documentElement.scrollWidth - innerWidth')
  return [...lines, ...(tooWide > 0 ? [`${tooWide} pixels too wide`] : [])]
}
