import type { Character, Location } from '@trashfire/shared/document/schema';

/** The bible of the demo series: our own characters and places, written to look unlike each other in grey as well as in colour. */

const NAO: Character = {
  id: '0CHAR0000001',
  v: 1,
  name: 'NAO',
  aliases: ['NAO HARA'],
  description:
    'Sixteen. Counts things. Long ink-blue hair, sailor uniform, and the yellow scarf until she ties it round Pim in episode one.',
  dna: {
    seed: 4101,
    age: 'teen',
    frame: 'feminine',
    skin: '#fbe0d0',
    jaw: 0.08,
    build: 0.2,
    stature: 0.96,
    hair: { color: '#33417e', tip: null, bangs: 'swept', length: 'long', tie: 'none', part: -26, volume: 1, ahoge: false },
    eyes: { color: '#3f86c9', height: 46, tilt: -0.09 },
    brow: 6,
    beard: { kind: 'none', color: '#33417e' },
    outfit: { kind: 'sailor', top: '#f6f3ee', inner: '#e6e2da', bottom: '#34447c', accent: '#d2424f' },
    accessories: [{ kind: 'scarf', color: '#e8b83a' }],
  },
  voice: { base: 'slt', pitch: 1, rate: 1 },
};

const KITE: Character = {
  id: '0CHAR0000002',
  v: 1,
  name: 'KITE',
  aliases: [],
  description: 'Seventeen. Says he never runs. Messy red hair, green hoodie.',
  dna: {
    seed: 4102,
    age: 'teen',
    frame: 'masculine',
    skin: '#f0c8a8',
    jaw: 0.5,
    build: 0.5,
    stature: 1.02,
    hair: { color: '#a8502a', tip: null, bangs: 'messy', length: 'short', tie: 'none', part: 14, volume: 1.25, ahoge: false },
    eyes: { color: '#c98a2b', height: 38, tilt: -0.13 },
    brow: 9,
    beard: { kind: 'none', color: '#a8502a' },
    outfit: { kind: 'hoodie', top: '#3d6b66', inner: '#e9e4d8', bottom: '#3a3f52', accent: '#e0a24a' },
    accessories: [],
  },
  voice: { base: 'rms', pitch: 2, rate: 1.06 },
};

const SORREL: Character = {
  id: '0CHAR0000003',
  v: 1,
  name: 'SORREL',
  aliases: ['MISS SORREL'],
  description:
    'Sixty-eight. Keeps a lamp nobody pays for, and teaches the one pupil who comes. Grey hair, keeper’s cap, a coat older than most people.',
  dna: {
    seed: 4103,
    age: 'elder',
    frame: 'feminine',
    skin: '#c48f6c',
    jaw: 0.55,
    build: 0.55,
    stature: 0.97,
    hair: { color: '#c3c6cd', tip: null, bangs: 'centre', length: 'bob', tie: 'bun', part: 0, volume: 0.9, ahoge: false },
    eyes: { color: '#5f7f94', height: 28, tilt: 0.05 },
    brow: 8,
    beard: { kind: 'none', color: '#c3c6cd' },
    outfit: { kind: 'coat', top: '#28395a', inner: '#d9cfbd', bottom: '#33363f', accent: '#a8433c' },
    accessories: [{ kind: 'cap', color: '#1f2d4a' }],
  },
  voice: { base: 'slt', pitch: -5, rate: 0.88 },
};

const PIM: Character = {
  id: '0CHAR0000004',
  v: 1,
  name: 'PIM',
  aliases: [],
  description:
    'Nine. Keeps everybody’s promises for them. Pink bob, a raincoat for somebody bigger; wears the yellow scarf from the end of episode one.',
  dna: {
    seed: 4104,
    age: 'child',
    frame: 'feminine',
    skin: '#fde6d8',
    jaw: 0,
    build: 0.15,
    stature: 0.74,
    hair: { color: '#e39aa9', tip: '#b86fa8', bangs: 'blunt', length: 'bob', tie: 'none', part: 0, volume: 1.12, ahoge: true },
    eyes: { color: '#5aa36a', height: 47, tilt: 0.05 },
    brow: 5,
    beard: { kind: 'none', color: '#e39aa9' },
    outfit: { kind: 'raincoat', top: '#f0c04a', inner: '#e8edf2', bottom: '#5a6b8a', accent: '#c9503f' },
    accessories: [],
  },
  voice: { base: 'slt', pitch: 6, rate: 1.08 },
};

export const CHARACTERS: readonly Character[] = [NAO, KITE, SORREL, PIM];

const place = (
  id: string,
  name: string,
  kind: Location['kind'],
  interior: boolean,
  seed: number,
  description: string,
): Location => ({
  id,
  v: 1,
  name,
  aliases: [],
  description,
  kind,
  interior,
  seed,
});

export const LOCATIONS: readonly Location[] = [
  place(
    '0SET00000001',
    'HARBOUR',
    'harbour',
    false,
    5101,
    'The quay under lanterns, and the lighthouse that has been dark for nine years.',
  ),
  place('0SET00000002', 'LAMP ROOM', 'lamp-room', true, 5102, 'The top of the lighthouse: brass, glass, and the sea all round.'),
  place('0SET00000003', 'ROOFTOP', 'rooftop', false, 5103, 'Above the sleeping town, among wires.'),
  place('0SET00000004', 'TRAIN', 'train', true, 5104, 'The last carriage. It leaves when the tide does.'),
  place('0SET00000005', 'CLASSROOM', 'classroom', true, 5105, 'One pupil, tall windows.'),
];

/** What must stay true. The second fact is broken on purpose by the first scene of episode two: the slip a continuity check should find. */
export const CANON: readonly { id: string; text: string }[] = [
  { id: '0CAN00000001', text: 'The lighthouse has been dark for nine years before episode one.' },
  { id: '0CAN00000002', text: 'Nao gives the yellow scarf to Pim on the rooftop in episode one; from then on Pim wears it.' },
];

export const SERIES = {
  title: 'Tidewire',
  logline:
    'A lighthouse that has been dark for nine years calls one girl by her name. The train it calls her to runs on the bottom of the sea.',
};

export const EPISODES = [
  { number: 1, title: 'The Lamp Was On', file: 'the-lamp-was-on.fountain' },
  { number: 2, title: 'The Last Carriage', file: 'the-last-carriage.fountain' },
] as const;
