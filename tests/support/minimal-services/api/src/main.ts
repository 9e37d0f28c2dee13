import '../../serve.ts';
