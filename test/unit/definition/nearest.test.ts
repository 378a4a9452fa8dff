import { describe, expect, it } from 'vitest';
import { nameHint, nearest } from '../../../src/model/nearest.ts';

describe('nearest', () => {
  it.each([
    ['protcted', ['protected', 'project'], 'protected'],
    ['auht', ['auth', 'notes'], 'auth'],
    ['Template', ['template'], 'template'],
    ['dev', ['prod', 'deb', 'den'], 'deb'],
    ['payments', ['notes', 'users'], null],
    ['ab', ['cd'], null],
    ['tcsh', ['bash', 'fish', 'zsh'], null],
    ['gitlab', ['github'], null],
    ['x', [], null],
  ])('%s among %j is %s', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });
});

describe('nameHint', () => {
  it('names what there is when nothing is near', () => {
    expect(nameHint('payments', ['users', 'notes'])).toBe('known are: notes, users');
  });

  it('stops after twelve names', () => {
    const names = Array.from({ length: 20 }, (_, i) => `service-number-${i}`);
    expect(nameHint('x', names)).toMatch(/^known are: (service-number-\d+, ){12}…$/);
  });

  it('says nothing when there is nothing', () => {
    expect(nameHint('x', [])).toBeNull();
  });
});
