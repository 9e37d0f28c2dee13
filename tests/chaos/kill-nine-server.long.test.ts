// The same test with the long count of shared/src/testing/counts.ts.
import './kill-nine-server.integration.test.ts';
