import './anchors.test.ts';
