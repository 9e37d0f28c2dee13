/** The lives of node-link.test.ts at their long count; run by `npm run test:long`. */
import './node-link.test.ts';
