import { describe, expect, it } from 'vitest';
import { explainNpmFailure } from './npm-failure.mjs';

const explain = (output: string) => explainNpmFailure(output, '/studio/.data/logs/install.log', '/home/.npm');

describe('explainNpmFailure', () => {
  it.each([
    [
      'npm error code ENOSPC\nnpm error syscall write\nnpm error nospc ENOSPC: no space left on device, write',
      'the disk of /home/.npm is full',
    ],
    [
      "npm error code EACCES\nnpm error Error: EACCES: permission denied, mkdir '/studio/node_modules'",
      'no permission to write /studio/node_modules',
    ],
    [
      'npm error code ENOTFOUND\nnpm error network request to the registry failed, reason: getaddrinfo ENOTFOUND',
      'the npm registry cannot be reached',
    ],
    ['npm error code ECONNREFUSED\nnpm error errno ECONNREFUSED', 'the npm registry cannot be reached'],
    ['npm error code EAI_AGAIN', 'the npm registry cannot be reached'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'the npm registry shows a certificate this machine does not trust'],
    ['npm error code E401\nnpm error Unable to authenticate', 'the npm registry refuses this machine'],
    [
      'npm error code E404\nnpm error 404 Not Found\nnpm error 404  The requested resource yjs@13.6.33 could not be found',
      'the npm registry does not have yjs@13.6.33',
    ],
    [
      'npm error code ETARGET\nnpm error notarget No matching version found for @scope/thing@^9.1.0.',
      'the npm registry does not have @scope/thing@^9.1.0.',
    ],
    ['npm error code EINTEGRITY\nnpm error sha512-x integrity checksum failed', 'a downloaded package is damaged'],
  ])('%s', (output, what) => {
    expect(explain(output).what).toBe(what);
    expect(explain(output).todo).toMatch(/again/);
  });

  it('does not take a warning or a progress line for the reason', () => {
    const output =
      'npm http fetch GET 404 @x/y-darwin ENOTFOUND\nnpm warn EACCES something\nnpm error code EWHATEVER\nnpm error it broke';
    expect(explain(output)).toEqual({
      what: 'npm could not install the packages (it broke)',
      todo: 'The details are in /studio/.data/logs/install.log; run the same command again.',
    });
  });

  it('finds the reason on the way when npm itself gives up without one', () => {
    const output =
      'npm http fetch GET http://mirror.test/ws.tgz attempt 2 failed with SELF_SIGNED_CERT_IN_CHAIN\nnpm error Exit handler never called!\nnpm error This is an error with npm itself.';
    expect(explain(output).what).toBe('the npm registry shows a certificate this machine does not trust');
  });

  it('says so when npm said nothing', () => {
    expect(explain('').what).toBe('npm could not install the packages');
  });
});
