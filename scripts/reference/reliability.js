// The page that says what became of the fault campaign.

const OUTCOMES = ['passed over', 'reported', 'resumed', 'not met'];

const HEAD = `# Reliability

<!-- Written by \`npm run test:faults\`: do not edit. -->

Every AWS operation that the command lines below make meets every kind of trouble, on the embedded AWS in virtual time. A case is one
command line, one of its operations (the first request of it; the last one too where it matters how far a run has come) and one
kind of trouble. What AWS itself does in trouble is imitated from its documentation. Saved plans, \`deploy --to\`, stack sets, and
\`import\`, \`exec\`, \`console\`, \`logs\`, \`rehearse\` and \`init --from-organization\` are not among the command lines. A sample of 300 is part of \`npm test\`: what once had problems, then equally many cases of every command, the same for the
same seed.

A smaller part does not rely on the embedded AWS: \`test/contract/campaign.test.ts\` sends ten command lines to another endpoint, each case
in an account of its own there, and has that endpoint make the trouble: too fast, 500, conflicts, access denied, connections that break, late
answers, credentials that are over. \`npm run test:endpoint\` tries 24 of its cases where the endpoint can be told
([testing.md](testing.md)), judges them by the same rules, and prints their outcomes.

After each case all of this has to hold; whatever does not is a problem, and fails the campaign:

- the exit code is one that [exit-codes.md](exit-codes.md) has for this trouble, and the error names the operation or the permission that failed;
- no message shows a stack trace or an internal value, and nothing is rejected that nobody waits for;
- nobody holds a lock, unless the process was killed or AWS refuses the very write that gives the lock back;
- a run that ended with 0 left what an undisturbed run leaves: accounts, units, tags, policies, roles, buckets, stacks with their
  resources, parameters, networks. Lists are compared with every entry, so that what exists twice is seen;
- any other run, or one that queued a closing or could do without a permission, once repeated by another process, ends with 0 and in that same state;
- what belongs to somebody else is the same to the last time stamp: a neighbour's account, and in our own account stacks,
  parameters, objects and buckets of names like ours without our tags.

| outcome | meaning |
| --- | --- |
| passed over | the run ended with 0, as if nothing had been |
| reported | the run ended with an error; run again, it came to its end |
| resumed | the process was killed; run again, it came to its end |
| not met | the trouble before it kept the run from asking for the operation so often |
`;

export function reliabilityPage({ all, seed, results }) {
  const problems = results.filter((one) => one.problems.length > 0);
  const figures = `## Figures

${results.length} of ${all} cases, seed ${seed}: ${problems.length} with problems.

${table('trouble', results, ({ kind }) => kind)}

${table('command', results, ({ command }) => `\`envctl ${command}\``)}
`;
  return `${HEAD}\n${figures}${problemsText(problems)}`;
}

function table(title, results, of) {
  const rows = [...new Set(results.map(of))].map((name) => {
    const some = results.filter((one) => of(one) === name);
    const counts = OUTCOMES.map((outcome) => some.filter((one) => one.outcome === outcome).length);
    const problems = some.filter((one) => one.problems.length > 0).length;
    return `| ${[name, some.length, ...counts, problems].join(' | ')} |`;
  });
  const head = `| ${[title, 'cases', ...OUTCOMES, 'problems'].join(' | ')} |`;
  return [head, `| --- |${' ---: |'.repeat(OUTCOMES.length + 2)}`, ...rows].join('\n');
}

function problemsText(problems) {
  if (problems.length === 0) return '';
  const lines = problems.map(
    ({ command, operation, nth, kind, problems: found }) =>
      `- \`envctl ${command}\`, ${operation} (request ${nth}), ${kind}: ${found.join('; ').replaceAll('\n', ' ')}`,
  );
  return `\n## Problems\n\n${lines.join('\n')}\n`;
}
