/** Light or dark: as the computer is set, until one is chosen here. */

const KEY = 'theme'

export function switchTheme(): void {
  const dark =
    document.documentElement.dataset['theme'] ??
    (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  setTheme(dark === 'dark' ? 'light' : 'dark')
}

function setTheme(theme: string): void {
  document.documentElement.dataset['theme'] = theme
  localStorage.setItem(KEY, theme)
}

export function rememberTheme(): void {
  const theme = localStorage.getItem(KEY)
  if (theme !== null) setTheme(theme)
}
