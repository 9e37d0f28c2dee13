import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { loadServerTexts } from './server-words.ts';

/** The languages of the client, each in its own words. */
export const LANGUAGES = { en: 'English', ja: '日本語' } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = 'trashfire.language';
/** Named one by one, so that each is a file of its own and only the chosen one is loaded. */
const CATALOGUES = {
  en: () => import('./locales/en.po'),
  ja: () => import('./locales/ja.po'),
} as const;

const isLanguage = (text: string | null): text is Language => text !== null && text in LANGUAGES;

/** What a person chose here before; else the first of the browser's languages that the client speaks; else English. */
export function languageFor(stored: string | null, wanted: readonly string[]): Language {
  if (isLanguage(stored)) return stored;
  return wanted.map((tag) => tag.toLowerCase().split('-', 1)[0] ?? '').find(isLanguage) ?? 'en';
}

/** Loads a language and shows it. Rejects when its file cannot be loaded; then the one before stays. */
export async function speak(language: Language): Promise<void> {
  const [{ messages }] = await Promise.all([CATALOGUES[language](), language === 'en' ? null : loadServerTexts()]);
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}

/** Those that are not spoken now. */
export function useOtherLanguages(): Language[] {
  const { i18n: spoken } = useLingui();
  const { locale } = spoken;
  return useMemo(() => (Object.keys(LANGUAGES) as Language[]).filter((language) => language !== locale), [locale]);
}

/** What the window speaks when it opens. */
export function firstLanguage(): Language {
  return languageFor(readChoice(), navigator.languages);
}

/** The same, and remembers it for the next time. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser that keeps nothing: it holds until the window is closed.
  }
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
