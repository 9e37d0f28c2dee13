// The same seeds, many more of them: npm run test:long.
import './follow-moves.test.ts';
