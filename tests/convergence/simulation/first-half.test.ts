import { playHalf } from './seeds.ts';

playHalf(0);
