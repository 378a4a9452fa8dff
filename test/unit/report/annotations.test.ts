import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { annotations, groupedProgress, groupOf } from '../../../src/report/annotations.ts';
import { lineProgress } from '../../../src/report/progress.ts';
import { styleOf } from '../../../src/report/style.ts';
import { handClock } from '../../support/hand-clock.ts';
import { testHost } from '../../support/host.ts';

const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: '/repo' };

describe('on GitHub Actions', () => {
  it('an error is an annotation at its line, with what to do next', () => {
    const at = { file: '/repo/app/environments/dev,1.yaml', line: 3, column: 5 };
    const error = diagnostic('UnknownReference', 'there is no service "a"\n100%', { hint: 'did you mean b?', at });
    expect(annotations({ errors: [error] }, env, '/repo/app')).toBe(
      '::error title=UnknownReference,file=app/environments/dev%2C1.yaml,line=3,col=5::there is no service "a"%0A100%25%0A→ did you mean b?\n',
    );
  });

  it('a warning without a place is one, too', () => {
    expect(annotations({ warnings: [{ message: 'few left', at: null }] }, env, '/repo')).toBe('::warning::few left\n');
  });

  it('and nowhere else', () => {
    expect(annotations({ errors: [diagnostic('AwsError', 'x')] }, {}, '/repo')).toBe('');
  });

  it('progress and plans can be folded', () => {
    const { stderr } = testHost();
    const progress = groupedProgress(lineProgress(stderr, handClock(), styleOf(false)), stderr);
    progress.emit({ environment: 'dev', subject: 'notes', phase: 'done', message: 'created' });
    progress.close();
    expect(stderr.text()).toBe('::group::Progress\n12:00:00 ✓ dev/notes         created\n\n::endgroup::\n');
    expect(groupOf('Plan for dev', 'text\n')).toBe('::group::Plan for dev\ntext\n::endgroup::\n');
  });
});
