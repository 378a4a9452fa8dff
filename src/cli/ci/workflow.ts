import { stringify } from 'yaml';
import type { JsonObject } from '../../model/json.ts';
import { credentials, preparation, program, type Installation } from './steps.ts';

export interface Workflow {
  readonly project: string;
  /** In the order of promotion; environments of one stage are deployed side by side. */
  readonly stages: readonly (readonly Stage[])[];
  /** A push to it begins a promotion. */
  readonly branch: string;
  /** Folder of the definitions, relative to the repository. */
  readonly dir: string;
  readonly installation: Installation;
}

/** One environment on the way. */
export interface Stage {
  readonly environment: string;
  readonly region: string;
  /** ARN of its deploy role; may hold an expression of GitHub's. */
  readonly role: string;
}

/** The file for GitHub Actions: a plan on every pull request, and promotion from one stage to the next. */
export function workflowText(workflow: Workflow): string {
  const { stages, project, branch } = workflow;
  const jobs = {
    plan: planJob(workflow),
    comment: commentJob(),
    ...Object.fromEntries(stages.map((stage, index) => [jobName(stage, index), deployJob(index, workflow)])),
  };
  const content = {
    name: 'envctl',
    on: {
      pull_request: null,
      push: { branches: [branch] },
      workflow_dispatch: {
        inputs: {
          approve: {
            description: 'Services whose change is approved, separated by commas',
            type: 'string',
            default: '',
          },
        },
      },
    },
    permissions: {},
    jobs,
  };
  return `${header(project, stages)}${stringify(content, { lineWidth: 0, nullStr: '', aliasDuplicateObjects: false })}`;
}

function header(project: string, stages: Workflow['stages']): string {
  const names = stages.map((stage) => stage.map(({ environment }) => environment).join(' and ')).join(', then ');
  return [
    `# Written by \`envctl ci github\` for ${project}: a plan on each pull request, and deployments to ${names}.`,
    '# Who has to agree to a deployment is said in the settings of the environments of this repository on GitHub. A change to a',
    '# service with `approval: manual` stops a deployment before anything starts: run the workflow by hand and name the service.',
    '',
    '',
  ].join('\n');
}

function planJob({ stages, project, dir, installation }: Workflow): JsonObject {
  const include = matrixOf(stages.flat());
  return {
    // A fork gets no token, and must not get one.
    if: "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository",
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 30,
    strategy: { 'fail-fast': false, matrix: { include } },
    concurrency: {
      group: `envctl-${project}-plan-\${{ matrix.environment }}-\${{ github.ref }}`,
      'cancel-in-progress': true,
    },
    permissions: { contents: 'read', 'id-token': 'write' },
    env: { ENVIRONMENT: '${{ matrix.environment }}', ENVCTL_DIR: dir },
    steps: [
      ...preparation(installation),
      credentials('${{ matrix.role }}', '${{ matrix.region }}', project),
      { name: 'Plan', run: planScript(program(installation)) },
      {
        if: '${{ !cancelled() }}',
        uses: 'actions/upload-artifact@v6',
        with: { name: 'plan-${{ matrix.environment }}', path: 'plan-*.md', 'retention-days': 7 },
      },
    ],
  };
}

/** A fence longer than any in the plan: what it shows comes from files of the pull request. */
const FENCE = '`'.repeat(12);

function planScript(envctl: string): string {
  return [
    'code=0',
    `${envctl} plan "$ENVIRONMENT" --read-only --quiet --no-color > plan.txt 2> problems.txt || code=$?`,
    // What GitHub is to show beside the lines of the files has to be in the log, and only there.
    'cat problems.txt >&2',
    "{ cat plan.txt; grep -v '^::' problems.txt || true; } | head -c 15000 > short.txt",
    '{',
    '  echo "### $ENVIRONMENT"',
    `  echo '${FENCE}text'`,
    '  cat short.txt',
    '  echo',
    `  echo '${FENCE}'`,
    '} | tee "plan-$ENVIRONMENT.md" >> "$GITHUB_STEP_SUMMARY"',
    'exit "$code"',
    '',
  ].join('\n');
}

/** One comment, which later plans of the same pull request replace. */
function commentJob(): JsonObject {
  return {
    needs: 'plan',
    if: "${{ !cancelled() && needs.plan.result != 'skipped' }}",
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 5,
    permissions: { 'pull-requests': 'write' },
    steps: [
      { uses: 'actions/download-artifact@v7', with: { pattern: 'plan-*', 'merge-multiple': true } },
      {
        name: 'Comment',
        env: {
          GH_TOKEN: '${{ github.token }}',
          REPOSITORY: '${{ github.repository }}',
          PULL_REQUEST: '${{ github.event.pull_request.number }}',
        },
        run: COMMENT,
      },
    ],
  };
}

const COMMENT = [
  "mark='<!-- envctl plan -->'",
  '{ echo "$mark"; cat plan-*.md; } | head -c 65000 > comment.md',
  'id=$(gh api "repos/$REPOSITORY/issues/$PULL_REQUEST/comments" --paginate \\',
  '  --jq ".[] | select(.user.type == \\"Bot\\" and (.body | startswith(\\"$mark\\"))) | .id" | head -n 1)',
  'if [ -n "$id" ]; then',
  '  gh api --silent --method PATCH "repos/$REPOSITORY/issues/comments/$id" -F body=@comment.md',
  'else',
  '  gh api --silent "repos/$REPOSITORY/issues/$PULL_REQUEST/comments" -F body=@comment.md',
  'fi',
  '',
].join('\n');

/** What a deployment may take; its credentials hold for as long. */
const DEPLOY_MINUTES = 120;

/** A job for a stage; for each of its environments a run of it, where there are several. */
function deployJob(index: number, { stages, project, dir, installation }: Workflow): JsonObject {
  const stage = stages[index] ?? [];
  const before = stages[index - 1];
  const [only] = stage.length === 1 ? stage : [];
  const { environment, region, role } = only ?? EACH;
  const name = only ? `Deploy to ${only.environment}` : 'Deploy';
  return {
    ...(before ? { needs: jobName(before, index - 1) } : { if: "github.event_name != 'pull_request'" }),
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': DEPLOY_MINUTES,
    // What goes wrong in one of them stops no other.
    ...(only ? {} : { strategy: { 'fail-fast': false, matrix: { include: matrixOf(stage) } } }),
    environment,
    // One after the other, and none is stopped half-way.
    concurrency: { group: `envctl-${project}-${environment}`, 'cancel-in-progress': false },
    permissions: { contents: 'read', 'id-token': 'write' },
    env: { ENVIRONMENT: environment, ENVCTL_DIR: dir, APPROVE: '${{ inputs.approve }}' },
    steps: [
      ...preparation(installation),
      credentials(role, region, project, DEPLOY_MINUTES * 60),
      {
        name,
        run: `${program(installation)} deploy "$ENVIRONMENT" --yes --wait \${APPROVE:+--approve "$APPROVE"}`,
      },
    ],
  };
}

/** The environment that a run of a matrix is for. */
const EACH: Stage = {
  environment: '${{ matrix.environment }}',
  region: '${{ matrix.region }}',
  role: '${{ matrix.role }}',
};

function matrixOf(stage: readonly Stage[]): JsonObject[] {
  return stage.map(({ environment, region, role }) => ({ environment, region, role }));
}

/** Of several environments together the place in the order says which stage it is. */
function jobName(stage: readonly Stage[], index: number): string {
  const [first, second] = stage;
  return second ? `deploy-stage-${String(index + 1)}` : `deploy-${first?.environment ?? ''}`;
}
