/** The same with 100,000 frames. */
import './hostile-fuzz.test.ts';
