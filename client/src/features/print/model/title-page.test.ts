import { expect, it } from 'vitest';
import { titlePageOf } from './title-page.ts';

const field = (key: string, text: string) => ({ type: 'titleField', key, text }) as const;

it('puts title, credit and author in the middle in that order, and the rest at the foot', () => {
  const page = titlePageOf([
    field('Contact', 'Harbour Films'),
    field('Author', 'Mika'),
    field('Title', 'The Lamp'),
    field('Credit', 'by'),
    field('Draft date', 'May'),
  ]);
  expect(page).toEqual({ centred: ['The Lamp', 'by', 'Mika'], foot: ['Harbour Films', 'May'] });
});

it('is not there without a field that says something', () => {
  expect(titlePageOf([field('Title', ' '), { type: 'action', text: 'Rain.', key: null }])).toBeNull();
});
