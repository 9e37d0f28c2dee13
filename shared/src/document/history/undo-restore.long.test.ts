// The same tests with the long counts of shared/src/testing/counts.ts.
import './undo-restore.test.ts';
