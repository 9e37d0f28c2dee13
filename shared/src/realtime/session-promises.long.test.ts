import './session-promises.test.ts';
