export { ANIMATIC_VERSION, createAnimaticEngine } from './engine.ts';
export { drawModelSheet } from './model-sheet.ts';
