export { ANIMATIC_VERSION, createAnimaticEngine } from './engine.ts';
