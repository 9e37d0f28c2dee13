import { playHalf } from './seeds.ts';

playHalf(1);
