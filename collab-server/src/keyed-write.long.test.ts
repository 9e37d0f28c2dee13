/** The same with 100,000 updates. */
import './keyed-write.test.ts';
