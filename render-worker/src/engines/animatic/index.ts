export { createAnimaticEngine } from './engine.ts';
