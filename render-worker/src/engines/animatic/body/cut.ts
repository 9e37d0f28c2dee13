import type { CharacterDna } from '@trashfire/shared/document/dna';
import type { Anatomy } from '../anatomy.ts';

/** How an outfit is cut (y in body units). Skirts end at the knee or below, with socks or stockings under them. */
export interface Cut {
  /** Lowest point of the neckline. */
  readonly dip: number;
  /** Where the upper garment ends. */
  readonly hem: number;
  readonly sleeve: 'full' | 'elbow';
  readonly lower: 'pleats' | 'skirt' | 'trousers';
  readonly lowerHem: number;
  readonly shoes: 'shoes' | 'boots';
  /** The upper garment is a loose shell: no waist. */
  readonly loose: boolean;
}

type Kind = CharacterDna['outfit']['kind'];

const CUTS: Readonly<Record<Kind, Cut>> = {
  sailor: { dip: 286, hem: 590, sleeve: 'full', lower: 'pleats', lowerHem: 930, shoes: 'shoes', loose: false },
  blazer: { dip: 296, hem: 620, sleeve: 'full', lower: 'pleats', lowerHem: 940, shoes: 'shoes', loose: false },
  hoodie: { dip: 214, hem: 620, sleeve: 'full', lower: 'trousers', lowerHem: 1470, shoes: 'shoes', loose: true },
  raincoat: { dip: 198, hem: 900, sleeve: 'full', lower: 'trousers', lowerHem: 1400, shoes: 'boots', loose: true },
  coat: { dip: 246, hem: 940, sleeve: 'full', lower: 'trousers', lowerHem: 1470, shoes: 'boots', loose: true },
  shirt: { dip: 226, hem: 580, sleeve: 'elbow', lower: 'trousers', lowerHem: 1470, shoes: 'shoes', loose: false },
  dress: { dip: 216, hem: 580, sleeve: 'full', lower: 'skirt', lowerHem: 1090, shoes: 'shoes', loose: false },
  apron: { dip: 220, hem: 590, sleeve: 'elbow', lower: 'skirt', lowerHem: 1080, shoes: 'shoes', loose: false },
};

/** The cut of an outfit as this person wears it: a masculine frame wears trousers with everything but a dress. */
export function cutOf(kind: Kind, anatomy: Anatomy): Cut {
  const cut = CUTS[kind];
  if (anatomy.masculine && kind !== 'dress' && cut.lower !== 'trousers') return { ...cut, lower: 'trousers', lowerHem: 1470 };
  if (!anatomy.masculine && kind === 'blazer' && (anatomy.elder || anatomy.jaw > 0.3))
    return { ...cut, lower: 'skirt', lowerHem: 1010 };
  if (!anatomy.masculine && kind === 'shirt') return { ...cut, lower: 'skirt', lowerHem: 1060 };
  return cut;
}
